//! How firmly a claim is said, by whom, and who confirms it.

use sulh_domain::{Asserter, Confirmation, Modality};

use crate::{Lexicon, mentions::ReadSentence};

/// Whether a sentence denies what it tells.
fn is_denied(sentence: &ReadSentence, lexicon: &Lexicon) -> bool {
    let mut cues = lexicon.cues.modalities.iter();
    cues.any(|cue| {
        cue.value == Modality::Denied && cue.pattern.is_match(sentence.masked.as_bytes())
    })
}

/// How firmly a sentence says what it tells.
pub(super) fn modality(sentence: &ReadSentence, lexicon: &Lexicon) -> Modality {
    if is_denied(sentence, lexicon) {
        return Modality::Denied;
    }
    let cues = lexicon.cues.modalities.iter();
    cues.filter(|cue| cue.value != Modality::Denied)
        .find(|cue| cue.pattern.is_match(sentence.masked.as_bytes()))
        .map_or(Modality::Asserted, |cue| cue.value)
}

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
