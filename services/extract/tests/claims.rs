//! Who takes part in the deals that short reports tell of, what they say of them, and
//! who says so: in plain words, one construction a case.

use sulh_domain::{Claim, Confirmation, Role, SourceDocument, Status};
use sulh_extract::{Lexicon, extract};

/// The claims of a report with these sentences.
fn claims(sentences: &str) -> Vec<Claim> {
    let report = format!("News from Syria this week\n\nMarch 9, 2018\n\n{sentences}\n");
    let document = SourceDocument {
        content: report.into_bytes(),
        label: "report.txt".to_owned(),
        ..SourceDocument::default()
    };
    extract(&document, Lexicon::shipped()).claims
}

/// Who has a role in the first claim, by their identifiers.
fn with_role(sentences: &str, role: Role) -> Vec<String> {
    let claims = claims(sentences);
    let participants = claims.iter().take(1).flat_map(|claim| &claim.participants);
    participants
        .filter(|participant| participant.role == role)
        .map(|participant| participant.actor.to_string())
        .collect()
}

/// Reports whose first claim has other participants of a role than expected.
fn assert_role(role: Role, cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(sentences, expected)| {
            let found = with_role(sentences, role);
            (found != *expected).then(|| format!("{sentences}\n  {found:?}, not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_that_point_back_mean_whom_their_sentence_names() {
    let cases: [(&str, &[&str]); 3] = [
        (
            "A commander of the Sham Legion said the group had accepted a truce in Sarmin.",
            &["faylaq-al-sham"],
        ),
        (
            "Qatar hosted envoys of Ahrar al-Sham and of the Levant Front, and the two factions \
             pledged to stop fighting in Sarmin.",
            &["ahrar-al-sham", "levant-front"],
        ),
        (
            "A rebel faction in Sarmin said that it had agreed to a truce with the army. Ahrar al-Sham \
             fights elsewhere.",
            &["syrian-arab-army", "armed-opposition-of-sarmin"],
        ),
    ];
    assert_role(Role::Party, &cases);
}

#[test]
fn who_gives_in_is_a_side_whatever_he_is_called() {
    let cases: [(&str, &[&str]); 2] = [
        (
            "Some forty men in Tafas handed in their rifles to the army under the settlement.",
            &["syrian-arab-army", "armed-opposition-of-tafas"],
        ),
        (
            "The army gave the town of Tafas two days to accept a settlement.",
            &["syrian-arab-army", "armed-opposition-of-tafas"],
        ),
    ];
    assert_role(Role::Party, &cases);
}

#[test]
fn the_groups_of_a_people_are_those_that_the_article_names() {
    let body = "Kurdish fighters in Hasakah agreed to a truce with the army. The Asayish hold the \
                north of the city.";
    let found = with_role(body, Role::Party);
    assert!(found.contains(&"asayish".to_owned()), "{found:?}");
}

#[test]
fn who_speaks_for_a_town_deals_with_the_state() {
    let body = "The reconciliation committee of Tafas signed a deal on Friday. The government has \
                said little.";
    assert_eq!(
        with_role(body, Role::Party),
        ["tafas-reconciliation-committee", "syrian-government"]
    );
}

#[test]
fn a_country_acts_in_a_list_and_through_its_envoys() {
    let cases: [(&str, &[&str]); 2] = [
        (
            "A truce in Sarmin between Ahrar al-Sham and the army was brokered by Iran and Turkey.",
            &["iran", "turkey"],
        ),
        (
            "Turkey's envoys brokered a truce in Sarmin between Ahrar al-Sham and the army.",
            &["turkey"],
        ),
    ];
    assert_role(Role::Mediator, &cases);
}

#[test]
fn a_committee_is_of_the_place_spoken_of_and_keeps_its_purpose() {
    let cases: [(&str, &[&str]); 3] = [
        (
            "Fighters from Qudsaya were driven off to Idlib on Friday. The town's reconciliation \
             committee had signed the deal a day before.",
            &["armed-opposition-of-qudsaya"],
        ),
        (
            "The reconciliation committee of Tafas reached a deal with the army.",
            &["syrian-arab-army", "tafas-reconciliation-committee"],
        ),
        (
            "Army units shelled Kafr al-Zayt in Wadi Barada. The committee of the valley then \
             reached a deal with the army on Wadi Barada.",
            &["syrian-arab-army", "wadi-barada-negotiations-committee"],
        ),
    ];
    assert_role(Role::Party, &cases);
}

#[test]
fn spokesmen_and_well_known_persons_represent_their_sides() {
    let cases: [(&str, usize); 4] = [
        (
            "A spokesman for the Sham Legion, Bassel Tahhan, said the group had accepted a truce \
             in Sarmin.",
            1,
        ),
        (
            "The Sham Legion agreed to a truce in Sarmin. Its spokesman Bassel Tahhan called it a \
             first step.",
            1,
        ),
        (
            "Rebels in al-Waer agreed with the government to leave, Talal al-Barazi said.",
            1,
        ),
        (
            "Rebels in al-Waer agreed to leave under a deal with the government of Bashar al-Assad.",
            0,
        ),
    ];
    for (sentences, expected) in cases {
        let found = with_role(sentences, Role::Representative);
        assert_eq!(found.len(), expected, "{sentences} {found:?}");
    }
}

#[test]
fn who_speaks_for_a_group_makes_it_a_side() {
    let body = "A truce took effect in Sarmin at noon, said Bassel Tahhan, a spokesman for the \
                Sham Legion.";
    assert_eq!(with_role(body, Role::Party), ["faylaq-al-sham"]);
}

#[test]
fn what_is_denied_answered_or_forced_is_told_as_such() {
    use Status::*;
    let cases = [
        (
            "Army units entered Tafas after its fighters agreed to hand over their tanks.",
            &[Implementing][..],
        ),
        (
            "The Sham Legion denied reports that it would hand over Sarmin to the army.",
            &[Agreed],
        ),
        (
            "The Sham Legion said it would not negotiate with the army over Sarmin.",
            &[Failed],
        ),
        (
            "A shooting at the crossing forced both sides to suspend the truce in Sarmin.",
            &[Collapsed],
        ),
        (
            "The shelling followed an ultimatum that rebels in Sarmin rejected on Friday.",
            &[Failed],
        ),
        (
            "Residents of Tafas demanded that fighters leave the town.",
            &[Proposed],
        ),
        (
            "An offer by the army to the rebels to leave Sarmin was rejected on Friday.",
            &[Failed],
        ),
        (
            "By Friday noon eight hundred fighters had left Sarmin for Jarabulus.",
            &[Implemented],
        ),
        (
            "Trucks carrying ninety fighters departed from Sarmin on Friday, a monitor said.",
            &[Implementing],
        ),
    ];
    let mut wrong = Vec::new();
    for (sentences, expected) in cases {
        let told: Vec<Status> = claims(sentences).iter().map(|claim| claim.status).collect();
        if told != expected {
            wrong.push(format!("{sentences}\n  {told:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn who_announces_a_plan_or_speaks_beside_another_vouches_for_it() {
    use Confirmation::*;
    let cases = [
        (
            "Under a deal announced by the governor, rebels in Sarmin will leave for Jarabulus.",
            OneSide,
        ),
        (
            "The truce in Sarmin broke down on Friday, an army officer and a rebel commander said.",
            BothSides,
        ),
        (
            "The army accused rebels in Sarmin of breaking the truce.",
            OneSide,
        ),
    ];
    for (sentences, expected) in cases {
        let found: Vec<Confirmation> = claims(sentences)
            .iter()
            .map(|claim| claim.confirmation)
            .collect();
        assert_eq!(found.first(), Some(&expected), "{sentences} {found:?}");
    }
}

#[test]
fn where_someone_commands_is_the_place_if_no_other_is() {
    let body = "The commander of the Sham Legion in Darat Izza, Bassel Tahhan, denied that his men \
                were in talks with Hayat Tahrir al-Sham.";
    let claims = claims(body);
    let places: Vec<String> = claims
        .iter()
        .flat_map(|claim| &claim.places)
        .map(ToString::to_string)
        .collect();
    assert_eq!(places.len(), 1, "{places:?}");
}
