/** What every page is given: where it is, and how to lead elsewhere. */
export interface PageProps {
  slug: string;
  query: URLSearchParams;
  /** Whether the reader has moved since the document was loaded, which may have been for another page. */
  moved: boolean;
  go: (to: string) => void;
  /** Like go, but Back does not return here. */
  replace: (to: string) => void;
}
