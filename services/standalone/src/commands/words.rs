//! The codebook's words as people write them: `implemented`, `prisoner exchange`.

use anstyle::{AnsiColor, Style};
use sulh_rpc::v1::{
    ActorKind, ActorReference, Deal, DealStatus, DealType, PlaceReference, QuantityRange, Side,
    Term,
};

use super::text::{ALARM, plain, styled};

/// `DEAL_STATUS_AGREED` as `agreed`.
pub(crate) fn word(name: &str, prefix: &str) -> String {
    name.strip_prefix(prefix)
        .unwrap_or(name)
        .to_ascii_lowercase()
        .replace('_', " ")
        .replace("de escalation", "de-escalation")
}

pub(crate) fn deal_type(deal_type: DealType) -> String {
    word(deal_type.as_str_name(), "DEAL_TYPE_")
}

/// A deal has no status where every claim on it is a denial.
pub(crate) fn status(status: DealStatus) -> String {
    match status {
        DealStatus::Unspecified => "denied".to_owned(),
        status => word(status.as_str_name(), "DEAL_STATUS_"),
    }
}

/// How a status looks: what holds, what is open, what came to nothing.
pub(crate) fn status_color(status: DealStatus) -> AnsiColor {
    match status {
        DealStatus::Agreed | DealStatus::Implementing | DealStatus::Implemented => AnsiColor::Green,
        DealStatus::Proposed | DealStatus::Negotiating => AnsiColor::Yellow,
        DealStatus::Failed | DealStatus::Collapsed | DealStatus::Unspecified => AnsiColor::Red,
    }
}

pub(crate) fn styled_status(of: DealStatus) -> String {
    let style: Style = status_color(of).on_default().bold();
    styled(style, status(of))
}

/// `None` where it is not known.
pub(crate) fn side(side: Side) -> Option<String> {
    match side {
        Side::Unspecified => None,
        side => Some(word(side.as_str_name(), "SIDE_")),
    }
}

pub(crate) fn denied() -> String {
    styled(ALARM, "DENIED")
}

pub(crate) fn actor(actor: Option<&ActorReference>) -> String {
    plain(actor.map_or("?", |actor| &actor.display_name))
}

pub(crate) fn places(places: &[PlaceReference]) -> String {
    let names: Vec<String> = places
        .iter()
        .map(|place| plain(&place.display_name))
        .collect();
    names.join(", ")
}

/// A deal by the name that it bears, and its places.
pub(crate) fn title(deal: &Deal) -> String {
    let places = places(&deal.places);
    match deal.display_name.as_str() {
        "" => places,
        name => format!("{} ({places})", plain(name)),
    }
}

pub(crate) fn term(term: &Term) -> String {
    let mut text = word(term.kind().as_str_name(), "TERM_KIND_");
    if let Some(destination) = &term.destination {
        text.push_str(&format!(" to {}", plain(&destination.display_name)));
    }
    if term.staged {
        text.push_str(" in stages");
    }
    text
}

/// `500 to 1000 fighters`.
pub(crate) fn quantity(range: &QuantityRange) -> String {
    let of = word(range.of().as_str_name(), "COUNTED_");
    match (range.least, range.most) {
        (Some(least), Some(most)) if least == most => format!("{least} {of}"),
        (Some(least), Some(most)) => format!("{least} to {most} {of}"),
        (Some(least), None) => format!("at least {least} {of}"),
        (None, Some(most)) => format!("at most {most} {of}"),
        (None, None) => of,
    }
}

/// Reads a word of the codebook, in whatever case and with spaces or hyphens.
fn read<W: Copy>(
    text: &str,
    prefix: &str,
    of_name: impl Fn(&str) -> Option<W>,
    of_number: impl Fn(i32) -> Option<W>,
    name: impl Fn(W) -> &'static str,
) -> Result<W, String> {
    let bare = text.to_ascii_uppercase().replace(['-', ' '], "_");
    let full = match bare.starts_with(prefix) {
        true => bare,
        false => format!("{prefix}{bare}"),
    };
    of_name(&full)
        .filter(|_| !full.ends_with("_UNSPECIFIED"))
        .ok_or_else(|| {
            let accepted: Vec<String> = (1..)
                .map_while(of_number)
                .map(|word_of| word(name(word_of), prefix).replace(' ', "-"))
                .collect();
            format!("expected one of {}", accepted.join(", "))
        })
}

macro_rules! reader {
    ($name:ident: $word:ident, $prefix:literal) => {
        /// Reads one from the command line.
        ///
        /// # Errors
        /// When it is none: says what is accepted.
        pub(crate) fn $name(text: &str) -> Result<$word, String> {
            read(
                text,
                $prefix,
                $word::from_str_name,
                |number| $word::try_from(number).ok(),
                |word| word.as_str_name(),
            )
        }
    };
}

reader!(read_type: DealType, "DEAL_TYPE_");
reader!(read_status: DealStatus, "DEAL_STATUS_");
reader!(read_kind: ActorKind, "ACTOR_KIND_");
reader!(read_side: Side, "SIDE_");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_people_write_them() {
        for text in [
            "prisoner-exchange",
            "Prisoner exchange",
            "DEAL_TYPE_PRISONER_EXCHANGE",
        ] {
            assert_eq!(read_type(text), Ok(DealType::PrisonerExchange), "{text}");
        }
        let complaint = read_status("unspecified").unwrap_err();
        assert_eq!(
            complaint,
            "expected one of proposed, negotiating, agreed, implementing, implemented, \
             failed, collapsed"
        );
    }
}
