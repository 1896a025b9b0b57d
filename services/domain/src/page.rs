//! Pages of lists.

/// The page size where none is asked for.
pub const DEFAULT_PAGE_SIZE: u32 = 50;
/// The largest page; a larger wish is cut to this.
pub const MAX_PAGE_SIZE: u32 = 1000;

/// How many rows a page holds, 1 to [`MAX_PAGE_SIZE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageSize(u32);

impl PageSize {
    /// 0 becomes the default and a large wish the maximum; `None` for a
    /// negative one.
    pub fn from_wish(wish: i32) -> Option<Self> {
        match u32::try_from(wish).ok()? {
            0 => Some(Self(DEFAULT_PAGE_SIZE)),
            size => Some(Self(size.min(MAX_PAGE_SIZE))),
        }
    }

    /// Rows a page.
    pub fn get(self) -> u32 {
        self.0
    }
}

/// One page of a list, with the key after which the next one starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T, K> {
    /// The rows.
    pub items: Vec<T>,
    /// Sort key of the last row, where more rows follow.
    pub next: Option<K>,
}

impl<T, K> Page<T, K> {
    /// Cuts rows of which one more than the page size was fetched.
    pub fn cut(mut rows: Vec<T>, size: PageSize, key: impl FnOnce(&T) -> K) -> Self {
        let size = size.get() as usize;
        let more = rows.len() > size;
        rows.truncate(size);
        let next = if more { rows.last().map(key) } else { None };
        Self { items: rows, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_bounded() {
        assert_eq!(PageSize::from_wish(-1), None);
        assert_eq!(PageSize::from_wish(0).map(PageSize::get), Some(50));
        assert_eq!(PageSize::from_wish(1001).map(PageSize::get), Some(1000));
    }

    #[test]
    fn a_page_points_on_only_where_more_follows() {
        let size = PageSize(2);
        assert_eq!(Page::cut(vec![1, 2, 3], size, |k| *k).next, Some(2));
        assert_eq!(Page::cut(vec![1, 2], size, |k| *k).next, None);
    }
}
