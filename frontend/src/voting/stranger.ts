import { t } from "../messages";

/** What is said to who is known here no more: where anybody may join, and where a link is wanted. */
export function toStranger(anybody: boolean) {
  return anybody ? t.voting.anew : t.voting.still.stranger;
}
