import type { Language } from "../../vocabulary/language.ts";

/** Somebody who can log in, or whom a register has told of. Known by the opaque id everywhere else. */
export type Person = {
  id: string;
  firstName: string;
  /** Empty when no register has told it. */
  lastName: string;
  language: Language | null;
  lastLoginAt: Date | null;
};

/** First name, last name. Empty when no register has told it. */
export const nameOf = ({ firstName, lastName }: Pick<Person, "firstName" | "lastName">): string => `${firstName} ${lastName}`.trim();

/** Letters that people write in place of each other, and signs between parts of a name. */
const comparable = (name: string): string =>
  name
    .normalize("NFKC")
    .toLocaleLowerCase("nb")
    .replaceAll(/[\s\u2010-\u2015'’`-]+/g, " ")
    .trim();

/** Whether what was typed is the last name: capitals, hyphens and spaces do not matter, letters do. A person without a name matches nothing. */
export const isLastName = (typed: string, lastName: string): boolean => lastName !== "" && comparable(typed) === comparable(lastName);
