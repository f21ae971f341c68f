/** How a key comes in: made here, pasted, or not now. In memory only: no draft, no storage of the browser ever holds a key (portal.md §8). */
import { useState } from "react";
import { useFormat } from "../text/use-format.ts";
import { useText } from "../text/use-text.ts";
import { type KeyKind, makeKeyPair, type MadeKeyPair } from "./key-pair.ts";
import { type Pasted, readPasted, type SentKey } from "./pasted.ts";
import { KEYS } from "./texts.ts";

export const KEY_CHOICES = ["make", "paste", "later"] as const;
export type KeyChoice = (typeof KEY_CHOICES)[number];

export type KeyEntryState = {
  choice: KeyChoice;
  choose: (choice: KeyChoice) => void;
  pasted: string;
  /** What the pasted text is. Of a private key nothing but that it was one. */
  read: Pasted;
  paste: (text: string) => void;
  kind: KeyKind;
  setKind: (kind: KeyKind) => void;
  made: MadeKeyPair | null;
  isMaking: boolean;
  make: () => Promise<void>;
  /** Whether the private half of what was made has left this page, to its owner. */
  isSaved: boolean;
  saved: () => void;
  /** What goes to the API: public halves only. Empty when there is none, or none yet. */
  keys: readonly SentKey[];
  /** Why it cannot be sent as it is, or null: a key of the texts that {@link useKeyFault} says. */
  isWanting: boolean;
  /** Forgets all of it: for after it was sent. */
  reset: () => void;
};

/** @param first the choice that stands at the beginning */
export function useKeyEntry(first: KeyChoice = "make"): KeyEntryState {
  const [choice, choose] = useState<KeyChoice>(first);
  const [pasted, setPasted] = useState("");
  const [read, setRead] = useState<Pasted>({ state: "empty" });
  const [kind, setKind] = useState<KeyKind>("RSA-3072");
  const [made, setMade] = useState<MadeKeyPair | null>(null);
  const [isMaking, setMaking] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const keys = choice === "make" ? (made ? [made.publicJwk] : []) : choice === "paste" && read.state === "read" ? read.keys.map(({ sent }) => sent) : [];
  return {
    choice,
    choose,
    pasted,
    read,
    paste(text) {
      const found = readPasted(text);
      // A private key leaves the field, so that it stands nowhere on the page.
      setPasted(found.state === "private" ? "" : text);
      setRead(found);
    },
    kind,
    setKind,
    made,
    isMaking,
    async make() {
      if (isMaking) return;
      setMaking(true);
      try {
        setMade(await makeKeyPair(kind));
        setSaved(false);
      } finally {
        setMaking(false);
      }
    },
    isSaved,
    saved: () => setSaved(true),
    keys,
    isWanting: choice !== "later" && keys.length === 0,
    reset() {
      setPasted("");
      setRead({ state: "empty" });
      setMade(null);
      setSaved(false);
    },
  };
}

/** What is lacking, in words, for the field and for an error summary; null when nothing is. */
export function useKeyFault(): (entry: KeyEntryState) => string | null {
  const t = useText(KEYS);
  const says = usePastedFault();
  return (entry) => {
    if (!entry.isWanting) return null;
    return entry.choice === "make" ? t("makeMissing") : (says(entry.read) ?? t("fieldMissing"));
  };
}

/** What is to be said of pasted text that cannot be sent; null for what can, and for nothing. */
export function usePastedFault(): (read: Pasted) => string | null {
  const t = useText(KEYS);
  const f = useFormat();
  return (read) => {
    switch (read.state) {
      case "private":
        return `${t("private")} ${t("privateNext")}`;
      case "unreadable":
        return t("unreadable");
      case "not_allowed":
        return t("notAllowed");
      case "too_weak":
        return t("tooWeak", { bits: read.bits });
      case "ended":
        return t("ended", { day: f.day(read.endedAt.toISOString()) });
      case "too_many":
        return t("tooMany");
      case "empty":
      case "read":
        return null;
    }
  };
}
