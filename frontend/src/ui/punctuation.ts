/**
 * Stands in for the package uc.micro in the bundle: every browser knows Unicode's categories already. Markdown-it asks
 * for these two, to see where an emphasis begins and ends.
 */
export const P = /\p{P}/u;
export const S = /\p{S}/u;
