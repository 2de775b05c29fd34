/**
 * Stands in for linkify-it in the bundle: markdown-it builds one at start, but addresses in a text stay text here, so
 * its tables of domains and scripts would only weigh on the rater's page.
 */
export default class NoLinkify {}
