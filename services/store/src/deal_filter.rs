//! Filters of deals as the database takes them.

/// A statement whose first 13 parameters are those of the function `filtered_deals`.
macro_rules! narrowed_deals {
    ($query:ident!($sql:literal), $filter:expr $(, $argument:expr)* $(,)?) => {
        sqlx::$query!(
            $sql,
            &$crate::words::ids(&$filter.places),
            &$crate::words::ids(&$filter.actors),
            &$crate::words::of(&$filter.actor_roles),
            &$crate::words::of(&$filter.types),
            &$crate::words::of(&$filter.statuses),
            &$crate::words::of(&$filter.ever_statuses),
            &$crate::words::of(&$filter.terms),
            &$crate::words::ids(&$filter.destinations),
            $filter.dated.since.map(jiff_sqlx::ToSqlx::to_sqlx) as _,
            $filter.dated.until.map(jiff_sqlx::ToSqlx::to_sqlx) as _,
            $filter.contested,
            $filter.least_independent.map(|least| i32::try_from(least).unwrap_or(i32::MAX)),
            $filter.updated_since.map(jiff_sqlx::ToSqlx::to_sqlx) as _
            $(, $argument)*
        )
    };
}

pub(crate) use narrowed_deals;
