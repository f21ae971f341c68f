/** Every guide, in the order of the list. A new one: a file here, its name in frame/guides-of-pages.ts, its walk in e2e/guides. */
import type { Guide } from "../guide.ts";
import { addScopes } from "./add-scopes.ts";
import { askRight } from "./ask-right.ts";
import { billing } from "./billing.ts";
import { deactivateClient } from "./deactivate-client.ts";
import { deactivateScope } from "./deactivate-scope.ts";
import { decidePrefix } from "./decide-prefix.ts";
import { firstToken } from "./first-token.ts";
import { giveAccess } from "./give-access.ts";
import { giveRight } from "./give-right.ts";
import { lookUpTrace } from "./look-up-trace.ts";
import { newClient } from "./new-client.ts";
import { newScope } from "./new-scope.ts";
import { notificationPoints } from "./notification-points.ts";
import { prefix } from "./prefix.ts";
import { publishNotice } from "./publish-notice.ts";
import { removeAccess } from "./remove-access.ts";
import { renewKey } from "./renew-key.ts";
import { whyRefused } from "./why-refused.ts";

export const GUIDES: readonly Guide[] = [
  firstToken,
  prefix,
  newScope,
  giveAccess,
  removeAccess,
  deactivateScope,
  newClient,
  renewKey,
  addScopes,
  whyRefused,
  deactivateClient,
  giveRight,
  askRight,
  billing,
  notificationPoints,
  decidePrefix,
  lookUpTrace,
  publishNotice,
];
