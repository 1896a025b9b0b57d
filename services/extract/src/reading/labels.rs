//! What a block is when it is no prose of the article, told by its wording.

use std::sync::LazyLock;

use regex::Regex;
use sulh_domain::DropReason;

use super::blocks::ends_as_sentence;
use crate::patterns::{Patterns, compiled};

/// Longer lines are prose, whatever words they hold.
const MAX_LABEL_CHARS: usize = 160;

/// Captions and requests may be long sentences.
const MAX_LONG_LABEL_CHARS: usize = 500;

/// A part of a trail is no longer than this.
const MAX_TRAIL_PART_CHARS: usize = 32;

/// Patterns with the reason that each gives.
struct Labels {
    patterns: Patterns,
    reasons: Vec<DropReason>,
}

impl Labels {
    fn new(groups: &[(DropReason, &[&str])]) -> Self {
        let patterns = groups
            .iter()
            .flat_map(|(_, patterns)| patterns.iter().map(|p| format!("(?i){p}")));
        Self {
            patterns: Patterns::compiled(patterns),
            reasons: groups
                .iter()
                .flat_map(|(reason, patterns)| patterns.iter().map(|_| *reason))
                .collect(),
        }
    }

    fn reason(&self, text: &str) -> Option<DropReason> {
        self.reasons.get(self.patterns.first(text)?).copied()
    }
}

/// Short lines, whole.
static SHORT: LazyLock<Labels> = LazyLock::new(|| {
    Labels::new(&[
        (
            DropReason::Appeal,
            &[
                r"^[\d.,]+ ?(?:[$€£]|usd|eur|gbp)$|^(?:[$€£]|usd|eur|gbp) ?[\d.,]+(?: (?:a |per |/ ?)?month(?:ly)?| other(?: amount)?)?$",
                r"^[\d.,]+ ?% (?:of (?:our|the) (?:monthly |annual |yearly )?(?:goal|target)|funded|raised|reached)\b.*$",
                r"^[$€£]? ?[\d.,]+ ?[$€£]? (?:raised )?(?:of|raised of|out of|/) [$€£]? ?[\d.,]+.*$",
                r"^(?:subscribe|sign up|join (?:us|our)|download our|get our|get the|support us|support (?:our|independent)|donate|give (?:now|monthly)|become an? (?:member|patron|supporter|subscriber)|start your free|already a (?:subscriber|member)|try .{1,30} free)\b.*$",
                r"\bfree articles?\b.*$|\b(?:need|with|rely on|depend on) your (?:support|help|donations?)\b|^(?:please )?(?:help|support) us\b|\bsupport (?:our|independent) (?:work|journalism|reporting|newsroom)\b",
                r"\bconsider (?:helping|supporting|donating|making a donation|a donation|becoming)\b|\b(?:make|made) a (?:small |one-time |monthly )?(?:donation|contribution)\b|\bdonate (?:now|today|here|via|by|to (?:us|our))\b|\bclick here to (?:donate|support|subscribe|join)\b|\b(?:paypal|patreon|buy me a coffee|ko-fi)\b",
                r"\bsubscribe to (?:our|the|this)\b|\b(?:newsletter|mailing list|daily briefing|e-?mail alerts?|push notifications?)\b.{0,60}\b(?:subscribe|sign up|sign-up|join|inbox|register)\b|\b(?:sign up|subscribe|join|register)\b.{0,60}\b(?:newsletter|mailing list|briefing|alerts?)\b|^(?:enter )?your (?:e-?mail|name)\b.*$|^e-?mail address\b.*$",
                r"\b(?:abonnez-vous|inscrivez-vous|faites un don|soutenez(?:-nous)?)\b.*$|\b(?:newsletter abonnieren|jetzt spenden|unterstützen sie uns)\b.*$|^(?:подпи(?:сывайтесь|шитесь|саться)|поддержите)(?:$|\P{L}).*$|^(?:suscríbete|haz una donación|apóyanos)(?:$|\P{L}).*$|^(?:abone ol|bültenimize|bağış yap)(?:$|\P{L}).*$|^(?:اشترك|تبرع|ادعم)(?:$|\P{L}).*$",
            ],
        ),
        (
            DropReason::Share,
            &[
                r"^(?:share|tweet|like|send|e-?mail|print|follow us|whatsapp|telegram|facebook|twitter|linkedin|reddit|pin(?:terest)?|copy link|messenger|viber|flipboard|pocket|x)\b(?: *(?:[·•|,/&+-]|and|or|on|this|by|via|to|with|article|story|page|post|link|save|share|tweet|like|send|print|e-?mail|facebook|twitter|google\+?|whatsapp|telegram|linkedin|reddit|pinterest|messenger|viber|instagram|youtube|vk|copy|f|t|in|x|@|us|it|\d+))*\W*$",
                r"^share (?:this|the)\b.*$|^(?:you can )?follow (?:us|@\w+|\p{Lu}.{2,40} on)\b.*$|^(?:find|like|join) us on\b.*$|^\d+ shares?$|^(?:click|tap) to (?:share|tweet|print|e-?mail|copy).*$",
                r"^(?:partager|teilen|compartir|paylaş|поделиться|شارك|مشاركة|condividi|delen)(?:$|\P{L}).*$",
            ],
        ),
        (
            DropReason::Related,
            &[
                r"^(?:read|see|watch|listen|learn) (?:more|also|next|too)\b.*$|^(?:also read|also see|see also|related|more on|more from|recommended|don'?t miss|must read|further reading|in case you missed it|background|explainer|opinion|analysis|watch|in pictures)\b ?(?:[:\-–—»>|]|stor(?:y|ies) ?:|articles? ?:).*$",
                r"^(?:breaking|live|just in|watch live|latest|next|previous(?: article| post)?|prev)\b ?[:\-–—|«»<>←→].*$|^(?:next|previous|prev|older|newer) (?:article|post|story|page|entry)\b.*$|^[«‹<←]+ [^»›]{3,120}$|^[^«‹]{3,120} [»›>→]+$",
                r"^(?:lire aussi|à lire|voir aussi|lesen sie auch|siehe auch|mehr zum thema|lee también|te puede interesar|ayrıca bakınız|ilgili haber(?:ler)?|читайте также|смотрите также|по теме|اقرأ أيضا|اقرأ أيضاً|إقرأ أيضا|إقرأ أيضاً|إقرأ المزيد|شاهد أيضا)(?:$|\P{L}).*$",
            ],
        ),
        (
            DropReason::Tags,
            &[
                r"^(?:tags?|tagged(?: with| as| in)?|topics?|categor(?:y|ies)|keywords?|filed (?:under|in)|posted in|labels?|section|schlagw[oö]rte?r?|mots[- ]clés|etiketler|etiquetas|теги|метки|الوسوم|وسوم|كلمات مفتاحية)\s*[:|»].*$",
                r"^(?:#[\p{L}\p{N}_]+[\s,]*){1,}$",
            ],
        ),
        (
            DropReason::Comment,
            &[
                r"^[\d.,\u{a0} ]+[km]? ?(?:comments?|repl(?:y|ies)|responses?|likes?|upvotes?|subscribers|followers|members|views|reads|retweets|reactions|shares|quote tweets|posts|visitors)(?: .{0,60})?$|^[👁❤👍👎🔥😢😡🙏💬🔁\u{fe0f}\d.,km ]{2,60}$|^comments? ?[(:]? ?\d*\)?$|^comments (?:are )?(?:closed|off|disabled).*$|^(?:reply|report|flag|upvote|permalink|edited)(?: ?[·•|/] ?(?:reply|share|report|flag|like|edit|\d+ \w+))*$|^(?:like|reply)\b[ ·•|]+(?:reply|like)\b.*$|^log ?in to (?:comment|reply).*$|^be the first to comment.*$",
            ],
        ),
        (
            DropReason::Advertisement,
            &[
                r"^(?:advert(?:isement|ising)?s?|sponsored(?: content| by)?|promoted|paid (?:content|post)|ad|ads|ads by .{1,30}|реклама|إعلان|werbung|anzeige|publicité|publicidad|reklam)\b.*$",
                r"^(?:story|article) continues (?:below|after).*$|^continue reading(?: below)?.*$|^scroll (?:down )?to continue.*$",
            ],
        ),
        (
            DropReason::Notice,
            &[
                r"\ball rights reserved\b|^(?:copyright|©|\(c\))|\b(?:uses?|stores?|storing|accept(?: all)?|manage|our) cookies\b|\bcookies? (?:policy|help|banner|settings|preferences|notice)\b|\bprivacy (?:policy|notice|settings)\b|\bterms (?:of|and) (?:use|service|conditions|agreement)\b|\bpowered by \w+.*$|\bunsubscribe\b|\bmanage (?:your )?preferences\b|\bview (?:this (?:e-?mail|message)|it) in (?:your|a) browser\b",
                r"\btous droits réservés\b|\balle rechte vorbehalten\b|\btodos los derechos reservados\b|\btüm hakları saklıdır\b|\bвсе права защищены\b|جميع الحقوق محفوظة|ملفات تعريف الارتباط|\bdatenschutz\b|\bmentions légales\b|\bimpressum\b",
                r"^(?:reporting|editing|writing|additional reporting|translated|translation|edited|compiled|produced) by\b.*$|^\(?(?:reporting|writing|editing|additional reporting) by\b.*$|^(?:the )?(?:article|story|post|text)s? (?:was|were|is|has been) (?:originally |first )?(?:published|posted|translated|republished)\b.*$|^this (?:article|story|post|piece|report) (?:was |is |has been |first |originally ).*\b(?:published|appeared|translated|syndicated|produced|updated|republished)\b.*$",
                r"^(?:ends|end|###|-30-|-ends-|\*{3,}|more|\(more\))\.?$|^(?:for immediate release|embargoed\b.{0,60}|contact ?:.*|media contact.*|press contact.*|notes? to editors\W*)$",
            ],
        ),
        (
            DropReason::Byline,
            &[
                r"^(?:by|von|par|por|от|автор|بقلم|كتب|yazar)\b:? (?:the )?\p{Lu}[^.!?]+$|^(?:text|words|story|photographs?) by\b.*$|^(?:published|posted|updated|last (?:updated|modified|edited)|first published|modified|created|date|issued|released|опубликовано|обновлено|publié|mis à jour|veröffentlicht|aktualisiert|publicado|yayınlanma|güncelleme|تاريخ النشر|آخر تحديث|نشر في)\b ?(?:on|at|by|in|le|am|el|в)? ?:?.*$",
                r"^(?:updated|last updated) .*$|^\d+ (?:second|minute|min|hour|day|week|month|year)s? ago$|^\d+ ?(?:min(?:ute)?s?|mins?)\.? ?(?:read|to read|reading time)$|^(?:reading time|estimated read)\b.*$|^(?:story|reporting) from .*$|^\d{1,2}[:.]\d{2}(?: ?(?:am|pm|gmt|utc|eet|msk|h|uhr))*$",
                r"^(?:from )?(?:our|the) (?:own )?(?:correspondents?|staff|reporters?|news ?desk|foreign desk|special correspondent)\b.*$|^(?:staff|news ?desk|agencies|reuters|afp|ap|web ?desk|editorial team|admin)$|^(?:language|length|load-date|section|publication-type|pages?|word ?count|words|journal-code|document|dateline|byline|author|source|sources|via|credit|outlet|publisher|url|link|permalink|id|guid|edition|copyright|subject|classification|distribution) ?: ?.*$",
            ],
        ),
        (
            DropReason::Navigation,
            &[
                r#"^(?:skip to (?:main )?(?:content|navigation)|jump to\b.{0,30}|log ?in|log ?out|sign ?(?:in|up|out)|register|my account|menu|main menu|toggle (?:navigation|menu)|search|home(?: ?page)?|print|close|accept(?: all)?|reject(?: all)?|loading|top|back(?: to (?:top|home|news|list))?|go back|next|previous|prev|more|all|show (?:more|less|all)|see all|view all|load more|expand|collapse|about(?: us)?|contact(?: us)?|advertise(?: with us)?|careers|archives?|rss(?: feed)?|site ?map|mobile (?:version|site)|full (?:site|version)|desktop version|print (?:this|version|page|article)|text size|font size|listen(?: to (?:this )?article)?|play|pause|mute|save|bookmark|download(?: pdf)?|faq|help|feedback|video|photos?|gallery|live|today'?s paper)\b(?:.{0,59}[^.!?”"])?$"#,
                r"^.{3,60}\b(?:can|may) (?:also )?be (?:accessed|reached|read|visited) (?:at|on|via|through) .{0,30}\b(?:mirror|address|site|domain|https?)\b.*$|^.{0,60}\b(?:website|site|mirror|channel|page) (?:can (?:also )?be|is also) (?:accessed|reached|found|read|visited|available)\b.*$|^(?:if (?:this|our|the) (?:site|page|website) is (?:blocked|down|not available|slow)|(?:our|the|an?) (?:mirror|alternat(?:e|ive) (?:address|site|link|url)s?|backup (?:site|domain)))\b.*$",
                r"^(?:https?://|www\.)\S+$|^\S+\.(?:com|net|org|co\.uk|tv|info|example|ru|sy|de|fr|ir|tr)/?\S*$|^\[\d+\]\S*$|^(?:https?://\S+\s*){2,}$|^\d+\. https?://\S+$",
                r"^press tv news roku$|^page \d+(?: of \d+| ?/ ?\d+)?$|^\d+ ?/ ?\d+$|^- ?\d+ ?-$|^\d{1,4}$",
                r"^(?:english|arabic|français|francais|deutsch|español|русский|türkçe|العربية|عربي|کوردی|kurdî|فارسی|עברית)(?:\W+(?:english|arabic|français|francais|deutsch|español|русский|türkçe|العربية|عربي|کوردی|kurdî|فارسی|עברית))*$|^(?:language|اللغة) ?: ?\w+$",
                r"^(?:\+?-?\d{1,2} ?° ?[cf]?\b.{0,60}|weather ?:.{0,80}|(?:usd|eur|gbp|try|syp|rub)[ /:].{0,80}\d.{0,40})$",
                r"^(?:damascus|aleppo|beirut|amman|homs|london|moscow|ankara),? ?[+-]?\d{1,2} ?°.*$",
                r"^\W*$",
            ],
        ),
    ])
});

/// Captions, requests and notices: sentences often.
static LONG: LazyLock<Labels> = LazyLock::new(|| {
    Labels::new(&[
        (
            DropReason::Caption,
            &[
                r"^(?:\[?(?:image|photo|photograph|picture|video|map|graphic|infographic|file|file image|file photo|file picture|archive(?: photo)?|illustrative image|illustration|caption|above|below|pictured|фото|صورة|الصورة|foto|fotograf)\]?)(?: ?\d+)?(?:\s?\([^)]{1,40}\))?\s*[:\]|—–]",
                r"^\[(?:image|photo|video|picture|map|caption)\b",
                r"^(?:file photo|file image|file picture|a file photo|file - )\b",
                r"\((?:photo|image|picture|file photo|file|credit|screengrab|screenshot|handout|archive)s?\b[^()]{0,60}\)\W*$",
                r"\b(?:photo|picture|image|video|credit|photograph|foto|photo credit|image credit)s?(?: by)? ?[:/©] ?[^:()!?]+$",
                r"[\[(](?:getty|afp|reuters|ap|epa|anadolu|sana|tass|xinhua|dpa|ria novosti|file|archive|twitter|facebook|screengrab|handout|social media)(?:[ /,][^\])]{0,40})?[\])]\W*$",
                r"^© ?\p{L}[^:()!?]+$|(?:^|[.!?] ?)(?:© ?|(?:—|–|-) ?)(?:getty|afp|reuters|ap photo|epa|anadolu|sana|tass|xinhua|dpa)(?: images| photo)?(?:/[^.]+)?$",
                r"\((?:ap|afp|reuters|epa|getty) ?(?:photo|images?)?/[^()]{2,50}\)\W*$|\b(?:file photo|file picture|file image)\.?$|(?:—|–|-) ?(?:file|archive|handout|photo)\b[^.]{0,40}$|[.!?] (?:[^ .]+ ){1,3}(?:picture|photo|photograph)$|(?-i:[a-zé.] [A-Z][A-ZÉÈ ]+ ?/ ?[A-Z][A-Z\d ]+$)|^(?:archive|library|stock|satellite|illustrative|screen) ?(?:picture|photo|image|shot|footage|grab)s?\b.*$|^(?:photo|picture|image)s?$|^تصوير ?: ?.+$|(?:^|[.!?…] ?)(?:фото|foto|photo|photographie|photograph) ?[:©] ?.+$",
            ],
        ),
        (
            DropReason::Notice,
            &[
                r"^(?:we|this (?:web)?site|our (?:web)?site|by (?:continuing|using|clicking)|the (?:web)?site)\b.*\bcookies?\b|^(?:diese|wir|unsere|mit|ce site|nous|en poursuivant|este sitio|utilizamos|bu site|web sitemiz|мы используем|этот сайт|сайт использует|نستخدم|يستخدم)(?:$|\P{L}).*(?:\bcookies?\b|personenbezogene|çerez|куки|файлы cookie|ملفات)",
                r"^\(?(?:reporting|writing|editing|additional reporting) by\b.+$|^©|^copyright\b.*\b(?:19|20)\d\d\b",
                r"\b(?:views|opinions) (?:expressed|of the authors?)\b|^suggested citation\b|\bnot imply official endorsement\b|\b(?:for|to request) (?:more|further|additional) information,? (?:please )?(?:visit|contact|see|call|write|e-?mail)\b|\b(?:added to|deleted from|removed from|leave|join) (?:this|our|the) (?:mailing|distribution) list\b|^this (?:report|bulletin|newsletter|update|note|briefing|digest|page) (?:is|was) (?:produced|issued|prepared|compiled|published|maintained)\b|\bappeared first on\b|^the post .+ appeared first\b|^(?:a version of )?this (?:article|story|piece) (?:first |originally |also )?(?:appeared|appears|ran|was (?:first |originally )?published)\b|\btext (?:of|in) (?:the )?original\b|^(?:send us|tell us|contact us|write to us|have you|do you have|are you|got a|share with us|if you (?:have|spot|see)|spotted)\b.*\b(?:whatsapp|telegram|e-?mail|tips?|news|errors?|mistake|story|photos?|information|think)\b|^(?:material|content|articles?|photos?) (?:may|must) not be (?:published|reproduced|republished|copied)\b|\bno part of this (?:site|publication|page|article)\b|\bmay not be (?:published|reproduced|republished|redistributed|copied)\b|^(?:reproduction|republication|reprint)(?:ing)? (?:of|is|without|only)\b",
            ],
        ),
        (
            DropReason::Appeal,
            &[
                r"^(?:(?:do you|did you|if you(?:'re| are|’re)?) (?:able|can|like|enjoy|value|find|appreciate|found|read)|help us|support|please|dear reader|we (?:are|rely|depend|need|can'?t|cannot|ask)|your (?:support|donation|gift|contribution)|since you'?re here|independent|every|for as little as)\b.*\b(?:donat(?:e|ion|ions|ing)|consider (?:helping|supporting|donating|a)|contribut(?:e|ion)|support (?:us|our|independent|this|the (?:project|site|work))|subscri(?:be|ption)|reader[- ](?:funded|supported)|your support|become a (?:member|patron|supporter)|patreon|paypal)\b",
                r"^(?:sign up|subscribe|get|join|receive)\b.*\b(?:newsletter|in your inbox|to your inbox|mailing list|telegram channel|whatsapp (?:channel|group)|digest|daily e-?mail)\b|\b(?:every|each) (?:story|article|morning|week|day)\b.{0,30}\b(?:by e-?mail|in your inbox)\b|e-posta kutunuza|in ihr(?:em)? postfach|dans votre boîte",
            ],
        ),
    ])
});

/// Headings after which something else than the article stands.
static RELATED_HEADING: LazyLock<Patterns> = LazyLock::new(|| {
    Patterns::compiled([r"(?ix)^\W*(?:
          (?:related|more|similar|latest|recommended|suggested|popular|trending|most(?:\ |-)?(?:read|viewed|popular|shared|commented)?|top|other|further|recent|today'?s|keep|also|editors?'?s?)
            (?:\ (?:stor(?:y|ies)|articles?|news|posts?|content|read(?:ing|s)?|links?|headlines|topics?|coverage|videos?|reports?|picks?|choice|on(?:\ this)?(?:\ topic|\ .{1,30})?|from(?:\ .{1,40})?|in(?:\ .{1,30})|about\ .{1,30}|viewed|now|today|stories\ today|for\ you|like\ this|of\ interest|coverage))*
          |(?:you\ (?:may|might)(?:\ also)?\ (?:like|be\ interested|enjoy|have\ missed)|read\ (?:next|also|more|on)|up\ next|what\ to\ read\ next|see\ also|don'?t\ miss|in\ (?:this\ section|other\ news|case\ you\ missed\ it)|on\ the\ same\ (?:topic|subject)|from\ (?:our\ archives?|the\ web|around\ the\ web)|around\ the\ web|news\ (?:feed|ticker|in\ brief)|the\ latest|what'?s\ new|references|visible\ links|hidden\ links|links|elsewhere\ (?:in|on)\b.{0,30}|also\ (?:on|in)\ (?:our|this)\b.{0,20}|from\ the\ .{1,30}\ desk|latest\ headlines|headlines|(?:popular|trending|most\ read)\ (?:right\ )?now|today\ on\ .{1,30}|more\ (?:reportage|reporting|dispatches|stories\ from\ .{1,30}))\b.{0,30}
          |(?:à\ lire\ aussi|lire\ aussi|sur\ le\ même\ (?:sujet|thème)|articles\ (?:liés|similaires)|les\ plus\ lus|mehr\ zum\ thema|weitere\ (?:artikel|meldungen)|das\ könnte\ sie\ auch\ interessieren|meistgelesen|noticias\ relacionadas|lo\ más\ leído|ilgili\ haberler|çok\ okunanlar|son\ haberler|читайте\ также|по\ теме|материалы\ по\ теме|другие\ новости|последние\ новости|популярное|главное(?:\ сейчас)?|новости\ дня|сейчас\ читают|haberler|öne\ çıkanlar|à\ la\ une|en\ ce\ moment|آخر\ الأخبار.{0,3}|اقرأ\ أيضا[ًَ]?|إقرأ\ أيضا[ًَ]?|أخبار\ (?:ذات\ صلة|متعلقة)|مواضيع\ (?:ذات\ صلة|متعلقة)|الأكثر\ (?:قراءة|مشاهدة)|آخر\ الأخبار)
        )\W*$"])
});

static COMMENTS_HEADING: LazyLock<Patterns> = LazyLock::new(|| {
    Patterns::compiled([r"(?ix)^\W*(?:
          \#\d{1,7}
          |(?:\d+\ |all\ |reader'?s?'?\ |view\ (?:all\ )?|show\ |top\ )*comments?(?:\ ?[(:\[]\ ?\d+\ ?[)\]]?)?(?:\ section|\ from\ readers)?
          |(?:leave|post|add|write|submit)\ (?:a|your)\ (?:comment|reply|response)\b.{0,40}
          |(?:join|start)\ the\ (?:conversation|discussion|debate)\b.{0,40}
          |(?:\d+|one|two|three|four|five)\ (?:thoughts?|responses?|replies|comments?|messages?|réactions?|antworten)(?:\ (?:on|to|so\ far)\b.*)?
          |(?:vos|les)\ (?:réactions|commentaires)(?:\ ?\(\d+\))?|ihre\ kommentare|quick\ reply
          |(?:discussion|conversation)(?:\ ?\(?\d+\)?)?|what\ do\ you\ think\b.{0,20}|have\ your\ say|tell\ us\ what\ you\ think\b.{0,60}|your\ (?:comments|views|opinion)
          |(?:\d+\ )?(?:commentaires?|kommentare?|comentarios?|yorum(?:lar)?|комментари(?:и|ев|й)|تعليقات|التعليقات|تعليق)(?:\ ?\(\d+\))?
          |(?:laisser|ajouter)\ un\ commentaire|kommentar\ (?:schreiben|hinterlassen)|deja\ un\ comentario|yorum\ (?:yap|yaz)|оставить\ комментарий|(?:أضف|اترك)\ تعليق.{0,20}
        )\W*$"])
});

static CLOSING_HEADING: LazyLock<Patterns> = LazyLock::new(|| {
    Patterns::compiled([
        r"(?i)^\W*(?:do you like this (?:content|article|page)\b.{0,60}|about (?:the )?(?:authors?|us|this site|writer)|contact us|notes? to editors|editors?'? notes?|media (?:contact|inquiries)s?|share this\b.{0,80}|about \p{Lu}[^.!?:]+|support (?:us|our work)|newsletter|follow us|(?:à propos|über uns|об авторе|عن الكاتب|من نحن|hakkımızda)\b.{0,30})\W*$",
    ])
});

/// A heading that something else than the article follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// Other articles; the article may go on below.
    Related,
    /// Comments: the article is over.
    Comments,
    /// About the site or the author: the article is over.
    Closing,
}

/// The section that a heading opens.
pub(super) fn section(block: &str) -> Option<Section> {
    if block.chars().count() > MAX_LABEL_CHARS || block.ends_with('.') {
        return None;
    }
    if COMMENTS_HEADING.is_match(block) {
        Some(Section::Comments)
    } else if RELATED_HEADING.is_match(block) && !names_an_article(block) {
        Some(Section::Related)
    } else if CLOSING_HEADING.is_match(block) {
        Some(Section::Closing)
    } else {
        None
    }
}

/// "Read also: Buses leave the old town" is a link, no heading.
fn names_an_article(block: &str) -> bool {
    block
        .split_once(':')
        .is_some_and(|(_, rest)| rest.split_whitespace().count() >= 3)
}

/// Why a block is no prose of the article; `None` where its wording says
/// nothing.
pub(super) fn reason(block: &str) -> Option<DropReason> {
    let length = block.chars().take(MAX_LONG_LABEL_CHARS + 1).count();
    if length <= MAX_LONG_LABEL_CHARS
        && let Some(reason) = LONG.reason(block)
    {
        return Some(reason);
    }
    if length > MAX_LABEL_CHARS {
        return None;
    }
    let trail = || trail(block).map(|_| DropReason::Navigation);
    SHORT
        .reason(block)
        // "Published accounts differ." is no byline.
        .filter(|reason| *reason != DropReason::Byline || !ends_as_sentence(block))
        .or_else(trail)
}

/// The parts of a trail or menu such as `Home > World > Syria`: at least two,
/// none of them a sentence.
pub(super) fn trail(block: &str) -> Option<Vec<&str>> {
    static SEPARATOR: LazyLock<Regex> =
        LazyLock::new(|| compiled(r"\s+[/>»›|·•→]\s+|\s?[»›|]\s?|\s{3,}|\t"));
    let parts: Vec<&str> = SEPARATOR
        .split(block)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let short = |part: &&str| {
        part.chars().count() <= MAX_TRAIL_PART_CHARS && !part.ends_with(['.', '!', '?'])
    };
    (parts.len() >= 2 && parts.iter().all(short)).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_page_are_told_from_prose() {
        for (line, expected) in [
            ("2,500 $", DropReason::Appeal),
            ("€ 10", DropReason::Appeal),
            ("Skip to content", DropReason::Navigation),
            ("Home   /   World   /   Syria", DropReason::Navigation),
            ("SHARE   f   t   in   @", DropReason::Share),
            (
                "[IMAGE] Smoke above the town (Hauran Today)",
                DropReason::Caption,
            ),
            ("FILE IMAGE: fighters in the hills", DropReason::Caption),
            (
                "A man walks past a ruin in May 2016. (Photo by AFP)",
                DropReason::Caption,
            ),
            ("Read more: Water flows again", DropReason::Related),
            ("Share on Facebook", DropReason::Share),
            ("Tweet", DropReason::Share),
            ("2 min read", DropReason::Byline),
            (
                "Example News’ website can also be accessed at",
                DropReason::Navigation,
            ),
            ("Tags: Syria, Homs, talks", DropReason::Tags),
            ("الوسوم: سوريا، حمص", DropReason::Tags),
            ("Все права защищены", DropReason::Notice),
            ("Paylaş", DropReason::Share),
        ] {
            assert_eq!(reason(line), Some(expected), "{line}");
        }
        for line in [
            "The talks had produced nothing.",
            "Print media said so.",
            "Home to 5,000 people, the town fell silent on Monday, and nobody spoke of it for a long time, as residents of both banks remember it well.",
            "Search teams found nothing; the siege went on for another year, and people left one by one, until in the spring the quarter that had been home to thousands stood empty.",
            "By Tuesday evening the last of the buses had reached the crossing.",
        ] {
            assert_eq!(reason(line), None, "{line}");
        }
    }

    #[test]
    fn what_follows_the_article_is_known_by_its_heading() {
        for (line, expected) in [
            ("RELATED STORIES", Section::Related),
            ("You may also like", Section::Related),
            ("Comments (3)", Section::Comments),
            ("Most read", Section::Related),
            ("2 comments", Section::Comments),
            ("MORE ON SYRIA", Section::Related),
            ("Материалы по теме", Section::Related),
            ("About the author", Section::Closing),
        ] {
            assert_eq!(section(line), Some(expected), "{line}");
        }
        assert_eq!(section("More on that later, he said."), None);
    }
}
