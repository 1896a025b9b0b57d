//! What is done or to be done under a deal, by the constructions of `terms.tsv`.

use std::ops::Range;

use sulh_domain::TermKind;
use sulh_syntax::{Label, Token};

use super::{
    arguments::{self, prepositional},
    destinations::destinations,
    mood::{is_ahead, is_not_so, is_supposed},
    movers::{Movers, moving},
    naming::naming,
    sentence::Sentence,
};
use crate::lexicon::{Argument, NounClass, TermFrame};

/// A term that a predicate tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SaidTerm {
    pub(crate) kind: TermKind,
    /// Whether people move of whom the sentence does not say who they are.
    pub(crate) unclear: bool,
    /// Whether it is told as what is to be, or as what a deal provides.
    pub(crate) ahead: bool,
    /// Whether it is done in stages: "in batches", "a third batch left".
    pub(crate) staged: bool,
    /// The byte of the sentence where the predicate starts.
    pub(crate) at: usize,
    /// Bytes of the sentence that tell where people move to.
    pub(crate) destinations: Vec<Range<usize>>,
}

/// The terms that a word tells as a predicate.
pub(super) fn terms(sentence: &Sentence<'_>, predicate: Token<'_>) -> Vec<SaidTerm> {
    let frames = sentence.lexicon.terms.of(sentence.lemma(predicate));
    if frames.is_empty() || is_supposed(predicate, &sentence.lexicon.sayings) {
        return Vec::new();
    }
    let negated = is_not_so(predicate, &sentence.lexicon.sayings);
    let ahead = is_ahead(sentence, predicate);
    let staged = is_staged(sentence, predicate);
    let mut terms: Vec<SaidTerm> = Vec::new();
    for frame in frames {
        let asks_for_negation = || {
            let mut needs = frame.construction.needs.iter();
            needs.any(|need| need.argument == Argument::Modifier && !need.absent)
        };
        if (negated && !asks_for_negation()) || !sentence.stands_in(predicate, &frame.construction)
        {
            continue;
        }
        for term in told(sentence, predicate, frame) {
            let told = SaidTerm {
                ahead,
                staged,
                ..term
            };
            add(&mut terms, told);
        }
    }
    if terms.iter().any(|term| moves(term.kind) && !term.unclear) {
        terms.retain(|term| !term.unclear);
    }
    terms
}

/// Adds a term once; what says who moves, or where to, outweighs what does not.
fn add(terms: &mut Vec<SaidTerm>, term: SaidTerm) {
    match terms.iter_mut().find(|known| known.kind == term.kind) {
        Some(known) => {
            known.unclear &= term.unclear;
            known.staged |= term.staged;
            if known.destinations.is_empty() {
                known.destinations = term.destinations;
            }
        }
        None => terms.push(term),
    }
}

/// Whether something is done bit by bit: "in two stages", "the third batch left", "the
/// departure of a first group in batches".
fn is_staged(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    let is_stage = |token: &Token<'_>| sentence.own_classes(*token).has(NounClass::Stage);
    // "The departure will be carried out in phases".
    let doing = predicate.head().filter(|_| {
        matches!(
            predicate.label(),
            Label::Nsubj | Label::Nsubjpass | Label::Dobj
        )
    });
    let stages = std::iter::once(predicate)
        .chain(doing)
        .flat_map(|token| ["in", "over"].map(|preposition| prepositional(token, preposition)))
        .flatten();
    let mut taking_part = arguments::subjects(predicate)
        .into_iter()
        .chain(arguments::objects(predicate))
        .chain(stages);
    taking_part.any(|token| is_stage(&token))
}

fn moves(kind: TermKind) -> bool {
    matches!(
        kind,
        TermKind::FighterEvacuation | TermKind::CivilianEvacuation
    )
}

/// The terms that the words of a sentence tell, each as a line for who asks why.
pub(crate) fn explained(sentence: &Sentence<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for token in sentence.tree.tokens() {
        for term in terms(sentence, token) {
            let whither: Vec<&str> = term
                .destinations
                .iter()
                .filter_map(|range| sentence.tree.text().get(range.clone()))
                .collect();
            let kind = <&str>::from(term.kind);
            let unclear = if term.unclear { ", who is unclear" } else { "" };
            lines.push(format!(
                "{}: {kind}{unclear} {}",
                token.text(),
                whither.join("; ")
            ));
        }
        if let Some(naming) = naming(sentence, token) {
            let deal_type = <&str>::from(naming.deal_type);
            lines.push(format!("{}: names a deal {deal_type}", token.text()));
        }
    }
    lines
}

/// The terms of a construction that a predicate stands in.
fn told(sentence: &Sentence<'_>, predicate: Token<'_>, frame: &TermFrame) -> Vec<SaidTerm> {
    let term = |kind, unclear, destinations| SaidTerm {
        kind,
        unclear,
        ahead: false,
        staged: false,
        at: predicate.range().start,
        destinations,
    };
    let people = moving(predicate, frame);
    let movers = Movers::of(sentence, &people);
    match frame.kinds.as_slice() {
        [TermKind::FighterEvacuation, TermKind::CivilianEvacuation] => {
            let destinations = destinations(sentence, predicate, &people, &frame.whither);
            let unclear = !movers.fighters && !movers.civilians;
            if unclear && (movers.wounded || movers.aid) {
                return Vec::new();
            }
            let fighters = (movers.fighters || unclear)
                .then(|| term(TermKind::FighterEvacuation, unclear, destinations.clone()));
            let civilians = movers
                .civilians
                .then(|| term(TermKind::CivilianEvacuation, false, destinations));
            fighters.into_iter().chain(civilians).collect()
        }
        // Fighters who stay or come back are no displaced.
        [TermKind::CiviliansRemain] if !people.is_empty() && !movers.civilians => Vec::new(),
        [TermKind::ReturnOfDisplaced] if movers.fighters && !movers.civilians => Vec::new(),
        kinds => {
            let destinations = destinations(sentence, predicate, &people, &frame.whither);
            let terms = kinds.iter();
            terms
                .map(|kind| term(*kind, false, destinations.clone()))
                .collect()
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{assertions::parse, lexicon::tests::lexicon, mentions, sentences::sentences};

    /// The terms of a sentence by their names, and where people go.
    pub(crate) fn told(body: &str) -> (String, Vec<String>) {
        let lexicon = lexicon();
        let read = mentions::read(body, sentences(body), lexicon);
        let mut kinds: Vec<&str> = Vec::new();
        let mut whither = Vec::new();
        for sentence in parse(&read, body, lexicon) {
            for term in sentence
                .tree
                .tokens()
                .flat_map(|token| terms(&sentence, token))
            {
                kinds.push(term.kind.into());
                let text = sentence.tree.text();
                let named = |range: &Range<usize>| text.get(range.clone()).map(str::to_owned);
                whither.extend(term.destinations.iter().filter_map(named));
            }
        }
        kinds.sort_unstable();
        kinds.dedup();
        whither.dedup();
        (kinds.join(" "), whither)
    }

    #[test]
    fn each_term_has_its_words() {
        let cases = [
            ("CEASEFIRE", "The two sides agreed to stop shelling Douma."),
            (
                "CEASEFIRE",
                "Both sides promised a halt to the bombardment of Harasta.",
            ),
            (
                "CEASEFIRE",
                "The guns around Douma have been silent since Monday.",
            ),
            (
                "CEASEFIRE",
                "Under the deal neither side would attack the other.",
            ),
            (
                "CEASEFIRE",
                "The pact provides for an end to the fighting in Douma.",
            ),
            (
                "CEASEFIRE",
                "The army pledged to hold its fire for three days.",
            ),
            (
                "CEASEFIRE",
                "Rebels in Douma undertook to refrain from firing at the road.",
            ),
            (
                "HEAVY_WEAPONS_HANDOVER",
                "The rebels handed over their tanks and mortars to the army.",
            ),
            (
                "HEAVY_WEAPONS_HANDOVER",
                "The accord stipulates the surrender of heavy and medium weapons.",
            ),
            (
                "HEAVY_WEAPONS_HANDOVER",
                "Fighters must lay down their heavy weapons.",
            ),
            (
                "HEAVY_WEAPONS_HANDOVER",
                "Two tanks were delivered to the Russians in Douma.",
            ),
            (
                "HEAVY_WEAPONS_HANDOVER",
                "The army took delivery of several armoured vehicles.",
            ),
            ("DISARMAMENT", "Gunmen in Harasta turned in their rifles."),
            ("DISARMAMENT", "Men who stay are to hand in their weapons."),
            (
                "DISARMAMENT",
                "The deal calls for the disarmament of the faction.",
            ),
            (
                "DISARMAMENT",
                "The fighters of Douma will give up their light arms.",
            ),
            ("DISARMAMENT", "Rebels in Harasta laid down their arms."),
            ("FIGHTER_EVACUATION", "The fighters will be bused to Idlib."),
            (
                "FIGHTER_EVACUATION",
                "The agreement provides for the departure of the rebels to Idlib.",
            ),
            (
                "FIGHTER_EVACUATION",
                "Jaysh al-Islam agreed to leave Douma for Jarabulus.",
            ),
            (
                "CIVILIAN_EVACUATION FIGHTER_EVACUATION",
                "Fighters and their families left Harasta for Idlib province.",
            ),
            (
                "CIVILIAN_EVACUATION FIGHTER_EVACUATION",
                "Rebels would leave with their relatives towards Idlib.",
            ),
            (
                "CIVILIAN_EVACUATION",
                "Two thousand civilians were evacuated from Douma.",
            ),
            (
                "CIVILIAN_EVACUATION",
                "A convoy of families reached Jarabulus on Friday.",
            ),
            (
                "FIGHTER_EVACUATION",
                "Buses carrying fighters arrived in Idlib.",
            ),
            (
                "FIGHTER_EVACUATION",
                "The fighters will go to Idlib or Jarabulus.",
            ),
            (
                "FIGHTER_EVACUATION",
                "The transfer of the gunmen from Harasta to Idlib began on Monday.",
            ),
            (
                "FIGHTER_EVACUATION",
                "Three hundred fighters boarded buses bound for Idlib.",
            ),
            (
                "FIGHTER_EVACUATION",
                "Militants who reject the deal will be taken north to Idlib.",
            ),
            (
                "FIGHTER_EVACUATION",
                "The militants pulled out of the town.",
            ),
            (
                "SAFE_PASSAGE",
                "The rebels were promised safe passage out of Douma.",
            ),
            (
                "SAFE_PASSAGE",
                "The deal guarantees the rebels a safe road to Idlib.",
            ),
            (
                "CIVILIANS_REMAIN",
                "Residents may stay in their homes under the deal.",
            ),
            (
                "CIVILIANS_REMAIN",
                "Civilians who wish to remain will not be expelled.",
            ),
            (
                "RETURN_OF_DISPLACED",
                "Displaced families will be allowed to return to Harasta.",
            ),
            (
                "RETURN_OF_DISPLACED",
                "The agreement allows for the return of the displaced.",
            ),
            ("RETURN_OF_DISPLACED", "People who fled can come home."),
            (
                "STATUS_SETTLEMENT",
                "Fighters who stay will have their legal status settled.",
            ),
            (
                "STATUS_SETTLEMENT",
                "They agreed on the settlement of the legal status of the militants.",
            ),
            ("STATUS_SETTLEMENT", "Those who remain will be pardoned."),
            (
                "STATUS_SETTLEMENT",
                "Two hundred men regularised their situation on Sunday.",
            ),
            (
                "STATUS_SETTLEMENT",
                "The state offered an amnesty to the gunmen.",
            ),
            (
                "STATUS_SETTLEMENT",
                "Nobody who gives himself up will be prosecuted.",
            ),
            (
                "CONSCRIPTION_DEFERRAL",
                "Men wanted for military service get a delay of six months.",
            ),
            (
                "CONSCRIPTION_DEFERRAL",
                "Draft evaders have six months before they are called up.",
            ),
            (
                "CONSCRIPTION_DEFERRAL",
                "The young men of Douma will be exempted from conscription for a year.",
            ),
            (
                "CONSCRIPTION_DEFERRAL",
                "Service in the army would be deferred for a year.",
            ),
            (
                "PRISONER_EXCHANGE",
                "The group freed ten soldiers in exchange for forty detainees.",
            ),
            (
                "PRISONER_EXCHANGE",
                "The release of prisoners held by the group is part of the deal.",
            ),
            (
                "PRISONER_EXCHANGE",
                "Bodies of fighters were exchanged near Douma.",
            ),
            (
                "PRISONER_EXCHANGE",
                "The captives were handed over to the Red Crescent.",
            ),
            (
                "PRISONER_EXCHANGE",
                "Both sides carried out a prisoner swap.",
            ),
            ("PRISONER_EXCHANGE", "The hostages walked free on Tuesday."),
            (
                "STATE_FORCES_ENTRY",
                "The army entered Harasta after the deal.",
            ),
            (
                "STATE_FORCES_ENTRY",
                "The accord includes the entry of the police into the town.",
            ),
            (
                "STATE_FORCES_ENTRY",
                "Army units will be deployed along the border.",
            ),
            (
                "STATE_FORCES_ENTRY",
                "Government forces took up positions in the quarter.",
            ),
            (
                "GOVERNMENT_WITHDRAWAL",
                "The army will pull back from four villages.",
            ),
            (
                "GOVERNMENT_WITHDRAWAL",
                "The deal provides for the withdrawal of government forces from the town.",
            ),
            (
                "GOVERNMENT_WITHDRAWAL",
                "The army agreed to withdraw its tanks from the streets.",
            ),
            (
                "TERRITORY_HANDOVER",
                "The rebels handed the town over to the government.",
            ),
            (
                "TERRITORY_HANDOVER",
                "The deal provides for the handover of the province to the state.",
            ),
            (
                "TERRITORY_HANDOVER",
                "The deal would see the regime take control of the city.",
            ),
            (
                "TERRITORY_HANDOVER",
                "The villages will come under state control.",
            ),
            (
                "CROSSING_OR_ROAD",
                "The highway will be reopened to traffic.",
            ),
            (
                "CROSSING_OR_ROAD",
                "The agreement covers the opening of the Aleppo road.",
            ),
            (
                "CROSSING_OR_ROAD",
                "Government forces will take control of the Nassib border crossing.",
            ),
            ("CIVIL_ADMINISTRATION", "A local council will run the town."),
            (
                "CIVIL_ADMINISTRATION",
                "State institutions will return to the area.",
            ),
            (
                "CIVIL_ADMINISTRATION",
                "The deal keeps the local council in place and the court will reopen.",
            ),
            (
                "THIRD_PARTY_SUPERVISION",
                "Russian military police will patrol the town.",
            ),
            (
                "CEASEFIRE THIRD_PARTY_SUPERVISION",
                "The truce is to be monitored by the United Nations.",
            ),
            (
                "FIGHTER_EVACUATION THIRD_PARTY_SUPERVISION",
                "The evacuation takes place under Russian supervision.",
            ),
            (
                "THIRD_PARTY_SUPERVISION",
                "The deal includes the deployment of Russian military police.",
            ),
            (
                "HUMANITARIAN_ACCESS",
                "Aid convoys were allowed into Douma.",
            ),
            (
                "HUMANITARIAN_ACCESS",
                "The siege of the town will be lifted.",
            ),
            (
                "HUMANITARIAN_ACCESS",
                "The deal provides for the delivery of food and medicine.",
            ),
            (
                "HUMANITARIAN_ACCESS",
                "The wounded were taken to hospitals in Damascus.",
            ),
            (
                "HUMANITARIAN_ACCESS",
                "Trucks with relief supplies reached Douma.",
            ),
            (
                "RESTORED_SERVICES",
                "Water and electricity are to be restored.",
            ),
            ("RESTORED_SERVICES", "Schools and bakeries will reopen."),
            (
                "RESTORED_SERVICES",
                "The accord promises the return of services to the town.",
            ),
            ("JOINT_FORCE", "Fighters who stay may join the Fifth Corps."),
            (
                "JOINT_FORCE",
                "The rebels will form a joint force with the army.",
            ),
            (
                "JOINT_FORCE",
                "The group's fighters are to be integrated into the local police.",
            ),
            (
                "JOINT_FORCE",
                "Rebels will man the checkpoints alongside the army.",
            ),
            (
                "",
                "Fighters refused medical help and the army did not enter the town.",
            ),
            ("", "No prisoners were released."),
            ("", "If the rebels leave, the army will decide what to do."),
            (
                "FIGHTER_EVACUATION PRISONER_EXCHANGE",
                "In return for the release of its prisoners the group would quit the town.",
            ),
            (
                "DISARMAMENT STATUS_SETTLEMENT",
                "The understanding requires gunmen to surrender their rifles and settle their status.",
            ),
            (
                "FIGHTER_EVACUATION HEAVY_WEAPONS_HANDOVER",
                "It obliges the faction to leave for Jarabulus and to leave behind its tanks.",
            ),
            ("RETURN_OF_DISPLACED", "Those who fled may come home."),
            (
                "THIRD_PARTY_SUPERVISION",
                "Turkey will guarantee the arrangement.",
            ),
            (
                "HUMANITARIAN_ACCESS",
                "Russia opened a corridor near Harasta.",
            ),
            (
                "CIVILIAN_EVACUATION FIGHTER_EVACUATION",
                "Hundreds of fighters and relatives are to be moved from Harasta to Idlib via Qalaat al-Madiq.",
            ),
            (
                "FIGHTER_EVACUATION",
                "The militants had arrived in Idlib by noon.",
            ),
            (
                "CIVIL_ADMINISTRATION STATE_FORCES_ENTRY",
                "The police will come back to the town and the courts will reopen.",
            ),
            (
                "CROSSING_OR_ROAD",
                "Both sides dismantled the barricades on the road.",
            ),
            ("JOINT_FORCE", "Young men may enlist in the police."),
            (
                "JOINT_FORCE",
                "Local men will form a guard alongside the army.",
            ),
            (
                "HEAVY_WEAPONS_HANDOVER",
                "The rebels handed over two tanks and some ammunition.",
            ),
            (
                "DISARMAMENT HEAVY_WEAPONS_HANDOVER",
                "The rebels handed over their heavy and light weapons.",
            ),
            (
                "PRISONER_EXCHANGE",
                "Twenty women changed hands at the crossing.",
            ),
            (
                "CIVILIAN_EVACUATION",
                "The army evacuated civilians from the quarter.",
            ),
            (
                "CROSSING_OR_ROAD",
                "Under the accord the army takes back the frontier.",
            ),
            (
                "CROSSING_OR_ROAD RESTORED_SERVICES",
                "In exchange for open roads, power would be back.",
            ),
            (
                "CEASEFIRE",
                "The accord, which includes a cessation of hostilities, was signed in Douma.",
            ),
            (
                "HEAVY_WEAPONS_HANDOVER",
                "They asked that the men lay down their heavy weapons.",
            ),
            (
                "CIVILIAN_EVACUATION FIGHTER_EVACUATION",
                "Nine hundred people left Harasta, half of them fighters.",
            ),
        ];
        let mut wrong = Vec::new();
        for (expected, body) in cases {
            let (found, _) = told(body);
            if found != expected {
                wrong.push(format!("{body}\n  {found}\n  expected {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn who_moves_is_told_by_the_words_before_or_left_open() {
        let (kinds, _) = told("Residents of Douma agreed that they would leave the town.");
        assert_eq!(kinds, "CIVILIAN_EVACUATION");
        let body = "The buses left Douma.";
        let lexicon = lexicon();
        let read = mentions::read(body, sentences(body), lexicon);
        let sentence = parse(&read, body, lexicon).next().unwrap();
        let mut terms = sentence
            .tree
            .tokens()
            .flat_map(|token| terms(&sentence, token));
        assert!(terms.all(|term| term.unclear));
    }
}
