/** As the page is now: what a dialog tells of its closing comes later, and a key meanwhile is meant for the page. */
export function covered(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

/** What has taken the place of something else is read from its heading on, unless a dialog is still to be answered. */
export function arrived(heading: HTMLElement): void {
  if (!covered()) {
    heading.focus({ preventScroll: true });
  }
}
