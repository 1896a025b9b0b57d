//! Who helps with a claim's deal, as sentences near by tell it.

use super::{
    Text,
    drafts::Draft,
    named::{given, names, role_of},
    parties::Participants,
};
use crate::{cast::Cast, lexicon::Part};

/// Adds those who mediate or guarantee the deal and are no party of it.
pub(super) fn add_helpers(
    draft: &Draft,
    text: &Text<'_>,
    cast: &Cast<'_>,
    found: &mut Participants,
) {
    for index in draft.nearby(text) {
        let Some(sentence) = text.sentences.get(index) else {
            continue;
        };
        if draft.is_elsewhere(sentence) {
            continue;
        }
        for (id, range) in names(index, sentence, text) {
            let part = given(sentence, None, range).map(|found| found.part).max();
            let helps = part.filter(|part| matches!(part, Part::Mediator | Part::Guarantor));
            let role = cast
                .actor(id)
                .zip(helps)
                .and_then(|(actor, part)| role_of(part, actor.kind, id));
            if let Some(role) = role.filter(|_| !found.contains(id)) {
                found.add(id, role, cast.side(id));
            }
        }
    }
}
