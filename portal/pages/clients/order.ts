/** How lists of clients are looked through and put in order. Pure. */
import type { Language } from "../../../vocabulary/language.ts";
import type { ListedClient } from "../../api/clients.ts";

/** By which column; with `-` the other way. */
export const CLIENT_ORDERS = ["name", "-name", "key", "-key", "token", "-token", "refused", "-refused"] as const;
export type ClientOrder = (typeof CLIENT_ORDERS)[number];
export type ClientColumn = "name" | "key" | "token" | "refused";

export const columnOf = (order: ClientOrder): ClientColumn => order.replace("-", "") as ClientColumn;

/** What a press on the head of a column leads to: that column, then the other way. Of times and numbers the greatest come first. */
export function nextOrder(order: ClientOrder, column: ClientColumn): ClientOrder {
  if (columnOf(order) !== column) return column === "token" || column === "refused" ? `-${column}` : column;
  return order.startsWith("-") ? column : `-${column}`;
}

export function inOrder(clients: readonly ListedClient[], order: ClientOrder, language: Language): ListedClient[] {
  const compare = new Intl.Collator(language === "en" ? "en" : "nb", { numeric: true }).compare;
  const byName = (a: ListedClient, b: ListedClient) => compare(a.name, b.name);
  const sign = order.startsWith("-") ? -1 : 1;
  const valueOf = {
    name: () => 0,
    // Without a key comes where one has ended: both stand still.
    key: ({ figures }: ListedClient) => Date.parse(figures?.key.endsAt ?? "") || 0,
    token: ({ figures }: ListedClient) => Date.parse(figures?.lastTokenAt ?? "") || 0,
    refused: ({ figures }: ListedClient) => figures?.refused ?? 0,
  }[columnOf(order)];
  return clients.toSorted((a, b) => sign * (valueOf(a) - valueOf(b)) || (columnOf(order) === "name" ? sign : 1) * byName(a, b));
}

/** Old names of the same thing: whoever looks for an integration finds the clients (glossary §1). */
const OLD_NAMES = "integrasjon integrasjoner integrasjonar integration integrations ny integrasjon rediger integrasjon";

export function matches({ name, description, clientId, scopes }: ListedClient, typed: string, language: Language): boolean {
  const words = typed.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
  const text = [name, description, clientId, ...scopes.map((scope) => scope.name), OLD_NAMES].join(" ").toLocaleLowerCase(language);
  return words.every((word) => text.includes(word));
}
