import type { Level } from "../../vocabulary/level.ts";
import type { LoginServiceSettings } from "./settings.ts";

/** What login services call their levels: ID-porten, and Ansattporten, which leaves the name in front out and knows no low one (selfservice.md §12, 12.1). */
const LEVEL_OF_ACR: Record<string, Level> = {
  "idporten-loa-low": "low",
  "idporten-loa-substantial": "substantial",
  "idporten-loa-high": "high",
  substantial: "substantial",
  high: "high",
};

/** The level that `acr` of an ID token stands for; null for everything we do not know (`entraid`, `selfregistered-email`), which reaches nothing. */
export const levelOfAcr = (acr: unknown): Level | null => (typeof acr === "string" && Object.hasOwn(LEVEL_OF_ACR, acr) ? LEVEL_OF_ACR[acr]! : null);

/** What to ask for in `acr_values` (OpenID Connect Core 3.1.2.1), so that at least `level` comes back. */
export function acrValueOf(kind: LoginServiceSettings["kind"], level: Level): string {
  if (kind === "ansattporten") return level === "high" ? "high" : "substantial";
  return `idporten-loa-${level}`;
}
