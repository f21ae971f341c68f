/** The walk of every guide. */
import type { GuideName } from "../../portal/frame/guides-of-pages.ts";
import * as begin from "./begin-walks.ts";
import * as consumer from "./consumer-walks.ts";
import * as operator from "./operator-walks.ts";
import * as organization from "./organization-walks.ts";
import * as provider from "./provider-walks.ts";
import type { Walk } from "./tour.ts";

export const WALKS: Record<GuideName, Walk> = {
  "first-token": begin.firstToken,
  prefix: provider.prefix,
  "new-scope": provider.newScope,
  "give-access": provider.giveAccess,
  "remove-access": provider.removeAccess,
  "deactivate-scope": provider.deactivateScope,
  "new-client": consumer.newClient,
  "renew-key": consumer.renewKey,
  "add-scopes": consumer.addScopes,
  "why-refused": consumer.whyRefused,
  "deactivate-client": consumer.deactivateClient,
  "give-right": organization.giveRight,
  "ask-right": organization.askRight,
  billing: organization.billing,
  "notification-points": organization.notificationPoints,
  "decide-prefix": operator.decidePrefix,
  "look-up-trace": operator.lookUpTrace,
  "publish-notice": operator.publishNotice,
};
