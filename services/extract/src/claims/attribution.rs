//! Who says a claim and who confirms it.

use sulh_domain::{Asserter, Confirmation};

use crate::{Lexicon, mentions::ReadSentence};

/// Who says so in the first sentence.
pub(super) fn asserter(sentence: &ReadSentence, lexicon: &Lexicon) -> Asserter {
    super::first(&lexicon.cues.asserters, sentence).unwrap_or(Asserter::Outlet)
}

/// Who confirms it.
pub(super) fn confirmation(
    evidence: &[&ReadSentence],
    asserter: Asserter,
    lexicon: &Lexicon,
) -> Confirmation {
    let said = evidence
        .iter()
        .find_map(|sentence| super::first(&lexicon.cues.confirmations, sentence));
    said.unwrap_or(match asserter {
        Asserter::PartyGovernment | Asserter::PartyOpposition | Asserter::StateMedia => {
            Confirmation::OneSide
        }
        Asserter::Monitor | Asserter::Mediator => Confirmation::ThirdParty,
        Asserter::Outlet | Asserter::Unattributed => Confirmation::NotStated,
    })
}
