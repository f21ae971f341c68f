/** Which guides explain which page, by its address in routes.tsx: the page leads to them by itself. What they say is in pages/help/, loaded when it is read. */
export const GUIDE_NAMES = [
  "first-token",
  "prefix",
  "new-scope",
  "give-access",
  "remove-access",
  "deactivate-scope",
  "new-client",
  "renew-key",
  "add-scopes",
  "why-refused",
  "deactivate-client",
  "give-right",
  "ask-right",
  "billing",
  "notification-points",
  "decide-prefix",
  "look-up-trace",
  "publish-notice",
] as const;
export type GuideName = (typeof GUIDE_NAMES)[number];

const OF_SCOPE = ["give-access", "remove-access", "deactivate-scope"] as const;
const OF_CLIENT = ["why-refused", "renew-key", "add-scopes", "deactivate-client"] as const;

export const GUIDES_OF_PAGES: Record<string, readonly GuideName[]> = {
  "/$env/$org/": ["first-token"],
  "/$env/$org/terms": ["first-token"],
  "/$env/$org/prefixes": ["prefix"],
  "/$env/$org/prefixes/apply": ["prefix"],
  "/$env/$org/scopes": ["new-scope"],
  "/$env/$org/scopes/new": ["new-scope"],
  "/$env/$org/scopes/$prefix/$": OF_SCOPE,
  "/$env/$org/clients": ["new-client"],
  "/$env/$org/clients/new": ["new-client"],
  "/$env/$org/clients/$id": OF_CLIENT,
  "/$env/$org/accesses": ["new-client"],
  "/$env/$org/catalogue": ["new-client"],
  "/$env/$org/people": ["give-right"],
  "/$env/$org/people/give": ["give-right"],
  "/$env/$org/requests": ["ask-right"],
  "/$env/$org/requests/$id": ["ask-right"],
  "/$env/organizations/ask": ["ask-right"],
  "/$env/$org/billing": ["billing", "notification-points"],
  "/operator/$env/prefix-applications": ["decide-prefix"],
  "/operator/$env/trace": ["look-up-trace"],
  "/operator/$env/notices": ["publish-notice"],
  "/operator/$env/notices/new": ["publish-notice"],
};
