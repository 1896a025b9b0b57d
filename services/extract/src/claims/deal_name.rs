//! Names that arrangements bear themselves.

use std::sync::LazyLock;

use regex::Regex;

use crate::{mentions::ReadSentence, patterns::compiled};

/// A name that the arrangement itself bears: "the Four Towns agreement".
pub(super) fn deal_name(body: &str, evidence: &[&ReadSentence]) -> Option<String> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"\b[Tt]he (?P<name>(?:\p{Lu}[\p{L}’'\-]+ ){1,3}(?:[Aa]greement|[Aa]ccord|[Dd]eal))\b",
        )
    });
    evidence.iter().find_map(|sentence| {
        let text = body.get(sentence.range.clone())?;
        let name = NAME.captures(text)?.name("name")?;
        let names_actor = sentence.actors.iter().any(|actor| {
            let local = sentence.local(&actor.range);
            local.start < name.end() && name.start() < local.end
        });
        (!names_actor).then(|| name.as_str().to_owned())
    })
}
