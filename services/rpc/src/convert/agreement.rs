//! How far a spelling and a name agree.

use sulh_domain::romanisation::Agreement;

use crate::v1::NameAgreement;

/// The level at which a spelling and a name agree.
pub fn agreement(agreement: Agreement) -> NameAgreement {
    match agreement {
        Agreement::Folded => NameAgreement::Folded,
        Agreement::Fine => NameAgreement::Fine,
        Agreement::Coarse => NameAgreement::Coarse,
        Agreement::Doubtful => NameAgreement::Doubtful,
        Agreement::Similar => NameAgreement::Similar,
    }
}
