//! Mentions with their sentences.

use sulh_domain::{ActorId, Labels, PlaceId, QuotedMention};

use super::{
    article::span,
    claim::report,
    lexicon::{actor_reference, place_reference},
};
use crate::v1::{self, mention::Named};

/// A mention of an actor.
pub fn actor_mention(quoted: QuotedMention<ActorId>, labels: &Labels) -> v1::Mention {
    let actor = actor_reference(&quoted.mention.of, labels);
    mention(quoted, Named::Actor(actor))
}

/// A mention of a place.
pub fn place_mention(quoted: QuotedMention<PlaceId>, labels: &Labels) -> v1::Mention {
    let place = place_reference(&quoted.mention.of, labels);
    mention(quoted, Named::Place(place))
}

fn mention<T>(quoted: QuotedMention<T>, named: Named) -> v1::Mention {
    let name = quoted.name().to_owned();
    let QuotedMention {
        report: article,
        mention,
        sentence,
    } = quoted;
    v1::Mention {
        report: Some(report(article)),
        named: Some(named),
        name: Some(v1::Quote {
            span: Some(span(mention.span)),
            text: name,
        }),
        sentence: Some(v1::Quote {
            span: Some(span(mention.sentence)),
            text: sentence,
        }),
    }
}
