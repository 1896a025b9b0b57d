//! Mails: reports that somebody sent on.

use jiff::civil::Date;
use mail_parser::{Message, MessageParser, PartType};
use sulh_domain::{DateBasis, PartialDate};

use super::{Page, html, metadata::one_line, plain_text};
use crate::{Lexicon, decoding::clean, warnings};

/// Mails in mails are opened so deep.
const MAX_DEPTH: usize = 4;

/// Reads an article out of a mail: its HTML, else its text, else the mail that
/// is attached to it. The subject is the headline. The day of sending counts
/// where the text gives none: reports are often sent on later.
pub(super) fn read(content: &[u8], lexicon: &Lexicon) -> Page {
    match MessageParser::default().parse(content) {
        Some(message) => read_message(&message, MAX_DEPTH, lexicon),
        None => Page::default(),
    }
}

fn read_message(message: &Message<'_>, depth: usize, lexicon: &Lexicon) -> Page {
    let marked_up = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(page) => Some((part, page)),
        _ => None,
    });
    let mut page = if let Some((part, page)) = marked_up {
        let page = html::read(&clean(page), lexicon);
        warned(page, part.is_encoding_problem)
    } else {
        let texts = message.text_bodies().filter_map(|part| match &part.body {
            PartType::Text(text) => Some((text.as_ref(), part.is_encoding_problem)),
            _ => None,
        });
        let (texts, problems): (Vec<&str>, Vec<bool>) = texts.unzip();
        let page = plain_text::read(&clean(&texts.join("\n\n")), lexicon);
        warned(page, problems.contains(&true))
    };
    if page.body.is_empty()
        && let Some(depth) = depth.checked_sub(1)
        && let Some(attached) = message.attachments().find_map(|part| part.message())
    {
        return read_message(attached, depth, lexicon);
    }
    let subject = message
        .thread_name()
        .and_then(|subject| one_line(&clean(subject)));
    page.title = subject.or(page.title);
    page.published = page.published.or_else(|| sent(message));
    page
}

fn sent(message: &Message<'_>) -> Option<PartialDate> {
    let sent = message.date()?;
    let day = Date::new(
        sent.year.try_into().ok()?,
        sent.month.try_into().ok()?,
        sent.day.try_into().ok()?,
    );
    Some(PartialDate::day(day.ok()?, DateBasis::Header))
}

fn warned(mut page: Page, is_encoding_problem: bool) -> Page {
    if is_encoding_problem {
        page.warnings.push(warnings::warning(
            warnings::ENCODING_GUESSED,
            "a part of the mail is not valid in its encoding; what is broken was replaced",
        ));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(mail: &str) -> Page {
        read(
            mail.replace('\n', "\r\n").as_bytes(),
            crate::lexicon::tests::lexicon(),
        )
    }

    const HEAD: &str = "From: Jane Roe <jane@river.example>\nTo: desk@river.example\n\
        Subject: Fwd: =?utf-8?B?2KfYqtmB2KfZgg==?= in Harasta\n\
        Date: Thu, 22 Mar 2018 00:30:00 +0300\nMIME-Version: 1.0\n";

    #[test]
    fn a_text_is_decoded_and_its_subject_is_the_headline() {
        let page = page(&format!(
            "{HEAD}Content-Type: text/plain; charset=windows-1252\n\
             Content-Transfer-Encoding: quoted-printable\n\n\
             The last fighters left Harasta on Friday, =93all of them=94, local so=\nurces said.\n"
        ));
        assert_eq!(page.title.as_deref(), Some("اتفاق in Harasta"));
        assert_eq!(
            page.published.map(|date| date.iso()).as_deref(),
            Some("2018-03-22")
        );
        assert_eq!(
            page.body,
            "The last fighters left Harasta on Friday, “all of them”, local sources said."
        );
    }

    #[test]
    fn of_two_bodies_the_marked_up_one_is_read() {
        let page = page(&format!(
            "{HEAD}Content-Type: multipart/alternative; boundary=b\n\n\
             --b\nContent-Type: text/plain\n\nSee the page.\n\
             --b\nContent-Type: text/html; charset=utf-8\n\n\
             <p>The last fighters left Harasta on Friday, local sources said.</p>\n--b--\n"
        ));
        assert_eq!(
            page.body,
            "The last fighters left Harasta on Friday, local sources said."
        );
    }

    #[test]
    fn an_attached_mail_is_opened() {
        let page = page(&format!(
            "{HEAD}Content-Type: multipart/mixed; boundary=b\n\n\
             --b\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\n\
             From: a@b.example\nSubject: Harasta empties\nDate: Wed, 21 Mar 2018 09:00:00 +0000\n\n\
             The last fighters left Harasta on Friday, local sources said.\n--b--\n"
        ));
        assert_eq!(page.title.as_deref(), Some("Harasta empties"));
        assert!(page.body.starts_with("The last fighters"), "{page:?}");
    }
}
