import type { AuditKind } from "./audit-kinds.ts";
import type { Text } from "./language.ts";

/**
 * Every deed that is written into the audit log: what it is about, and what is said of whoever did it. In braces stands what it was done to; see
 * {@link file://./audit-sentence.ts}. A deed that is not here cannot be noted.
 */
export const AUDIT_ACTIONS = {
  "scope.create": about("scopes", "opprettet scopet {scope}", "oppretta scopet {scope}", "created the scope {scope}"),
  "scope.change": about("scopes", "endret scopet {scope}", "endra scopet {scope}", "changed the scope {scope}"),
  "scope.deactivate": about("scopes", "deaktiverte scopet {scope}", "deaktiverte scopet {scope}", "deactivated the scope {scope}"),
  "scope.reactivate": about("scopes", "aktiverte scopet {scope} igjen", "aktiverte scopet {scope} igjen", "reactivated the scope {scope}"),
  "scope.lock": about("scopes", "sperret scopet {scope}", "sperra scopet {scope}", "locked the scope {scope}"),
  "scope.unlock": about("scopes", "opphevet sperren av scopet {scope}", "oppheva sperra av scopet {scope}", "unlocked the scope {scope}"),
  "access.give": about("scopes", "ga {organization} tilgang til {scope}", "gav {organization} tilgang til {scope}", "gave {organization} access to {scope}"),
  "access.replace": about(
    "scopes",
    "endret tilgangen til {scope} for {organization}",
    "endra tilgangen til {scope} for {organization}",
    "changed the access of {organization} to {scope}",
  ),
  "access.remove": about(
    "scopes",
    "fjernet tilgangen til {scope} for {organization}",
    "fjerna tilgangen til {scope} for {organization}",
    "removed the access of {organization} to {scope}",
  ),
  "access.undo_removal": about(
    "scopes",
    "angret at tilgangen til {scope} ble fjernet for {organization}",
    "angra at tilgangen til {scope} vart fjerna for {organization}",
    "undid the removal of the access of {organization} to {scope}",
  ),
  "access.expire": about(
    "scopes",
    "ryddet bort en tilgang til {scope} for {organization} som hadde gått ut",
    "rydda bort ein tilgang til {scope} for {organization} som hadde gått ut",
    "cleared away an access of {organization} to {scope} that had ended",
  ),
  "prefix.allot": about("scopes", "tildelte prefikset {prefix}", "tildelte prefikset {prefix}", "allotted the prefix {prefix}"),
  "prefix.reactivate": about("scopes", "tok prefikset {prefix} i bruk igjen", "tok prefikset {prefix} i bruk att", "took the prefix {prefix} into use again"),
  "prefix.deactivate": about("scopes", "tok prefikset {prefix} ut av bruk", "tok prefikset {prefix} ut av bruk", "took the prefix {prefix} out of use"),
  "prefix_application.submit": about("scopes", "søkte om prefikset {prefix}", "søkte om prefikset {prefix}", "applied for the prefix {prefix}"),
  "prefix_application.allot": about(
    "scopes",
    "innvilget søknaden om prefikset {prefix}",
    "innvilga søknaden om prefikset {prefix}",
    "granted the application for the prefix {prefix}",
  ),
  "prefix_application.reject": about(
    "scopes",
    "avslo søknaden om prefikset {prefix}",
    "avslo søknaden om prefikset {prefix}",
    "rejected the application for the prefix {prefix}",
  ),
  "prefix_application.take": about(
    "scopes",
    "tok søknaden om prefikset {prefix} til behandling",
    "tok søknaden om prefikset {prefix} til behandling",
    "began to handle the application for the prefix {prefix}",
  ),
  "prefix_application.take_over": about(
    "scopes",
    "overtok søknaden om prefikset {prefix}",
    "tok over søknaden om prefikset {prefix}",
    "took over the application for the prefix {prefix}",
  ),
  "prefix_application.give_back": about(
    "scopes",
    "la tilbake søknaden om prefikset {prefix}",
    "la tilbake søknaden om prefikset {prefix}",
    "gave back the application for the prefix {prefix}",
  ),
  "prefix_application.withdraw": about(
    "scopes",
    "trakk søknaden om prefikset {prefix}",
    "trekte søknaden om prefikset {prefix}",
    "withdrew the application for the prefix {prefix}",
  ),
  "provider_contact.change": about(
    "scopes",
    "endret kontakten for dem som bruker API-ene",
    "endra kontakten for dei som bruker API-a",
    "changed the contact for those who use the APIs",
  ),

  "client.create": about("clients", "opprettet klienten {client}", "oppretta klienten {client}", "created the client {client}"),
  "client.change": about("clients", "endret klienten {client}", "endra klienten {client}", "changed the client {client}"),
  "client.deactivate": about("clients", "deaktiverte klienten {client}", "deaktiverte klienten {client}", "deactivated the client {client}"),
  "client.reactivate": about("clients", "aktiverte klienten {client} igjen", "aktiverte klienten {client} igjen", "reactivated the client {client}"),
  "client.lock": about("clients", "sperret klienten {client}", "sperra klienten {client}", "locked the client {client}"),
  "client.unlock": about("clients", "opphevet sperren av klienten {client}", "oppheva sperra av klienten {client}", "unlocked the client {client}"),
  "client_key.add": about("clients", "la til nøkkel på klienten {client}", "la til nøkkel på klienten {client}", "added a key to the client {client}"),
  "client_key.replace": about(
    "clients",
    "byttet nøklene til klienten {client}",
    "bytte nøklane til klienten {client}",
    "replaced the keys of the client {client}",
  ),
  "client_key.undo_removal": about(
    "clients",
    "angret at en nøkkel til klienten {client} ble deaktivert",
    "angra at ein nøkkel til klienten {client} vart deaktivert",
    "undid the deactivation of a key of the client {client}",
  ),
  "client.undo_scope_removal": about(
    "clients",
    "angret at et scope ble fjernet fra klienten {client}",
    "angra at eit scope vart fjerna frå klienten {client}",
    "undid the removal of a scope from the client {client}",
  ),
  "client_key.remove": about(
    "clients",
    "tok nøkkel ut av bruk på klienten {client}",
    "tok nøkkel ut av bruk på klienten {client}",
    "took a key of the client {client} out of use",
  ),
  "enterprise_certificate.issue": about(
    "clients",
    "utstedte virksomhetssertifikatet {certificate} for test",
    "skreiv ut verksemdssertifikatet {certificate} for test",
    "issued the enterprise certificate {certificate} for testing",
  ),
  "enterprise_certificate.revoke": about(
    "clients",
    "trakk tilbake virksomhetssertifikatet {certificate}",
    "trekte tilbake verksemdssertifikatet {certificate}",
    "revoked the enterprise certificate {certificate}",
  ),
  "token_request.look_up": about("clients", "slo opp sporings-ID {trace}", "slo opp sporings-ID {trace}", "looked up the trace id {trace}"),

  "right.give": about("people", "ga {person} rettigheten {right}", "gav {person} retten {right}", "gave {person} the right {right}"),
  "right.remove": about("people", "fjernet rettigheten {right} fra {person}", "fjerna retten {right} frå {person}", "removed the right {right} from {person}"),
  "right.undo_removal": about(
    "people",
    "angret at rettigheten {right} ble fjernet fra {person}",
    "angra at retten {right} vart fjerna frå {person}",
    "undid the removal of the right {right} from {person}",
  ),
  "right.expire": about(
    "people",
    "ryddet bort rettigheten {right} til {person}, som hadde gått ut",
    "rydda bort retten {right} til {person}, som hadde gått ut",
    "cleared away the right {right} of {person}, which had ended",
  ),
  "right_request.send": about("people", "ba om rettigheten {right}", "bad om retten {right}", "asked for the right {right}"),
  "right_request.forward": about(
    "people",
    "sendte videre forespørselen fra {person} om rettigheten {right}",
    "sende vidare førespurnaden frå {person} om retten {right}",
    "forwarded the request from {person} for the right {right}",
  ),
  "right_request.approve": about(
    "people",
    "godkjente at {person} får rettigheten {right}",
    "godkjende at {person} får retten {right}",
    "approved the right {right} for {person}",
  ),
  "right_request.reject": about(
    "people",
    "avslo at {person} får rettigheten {right}",
    "avslo at {person} får retten {right}",
    "rejected the right {right} for {person}",
  ),
  "right_request.withdraw": about(
    "people",
    "trakk forespørselen om rettigheten {right}",
    "trekte førespurnaden om retten {right}",
    "withdrew the request for the right {right}",
  ),
  "register_role.change": about(
    "platform",
    "endret hva registerrollen {code} gir",
    "endra kva registerrolla {code} gir",
    "changed what the register role {code} gives",
  ),
  "register.import_people": about("platform", "leste personer fra registeret", "las personar frå registeret", "read people from the register"),
  "register.import_roles": about("people", "leste roller fra registeret", "las roller frå registeret", "read roles from the register"),
  "session.begin": about("people", "logget inn", "logga inn", "logged in"),
  "session.step_up": about("people", "logget inn på nytt", "logga inn på nytt", "logged in anew"),
  "session.end": about("people", "logget ut", "logga ut", "logged out"),
  "person.choose_language": about("people", "valgte språk", "valde språk", "chose a language"),
  "person.set_email": about("people", "oppga e-postadressen sin", "oppgav e-postadressa si", "gave an e-mail address"),
  "person.verify_email": about("people", "bekreftet e-postadressen sin", "stadfesta e-postadressa si", "verified the e-mail address"),
  "person.remove_email": about("people", "fjernet e-postadressen sin", "fjerna e-postadressa si", "removed the e-mail address"),

  "email_domain.add": about("organization", "la til e-postdomenet {domain}", "la til e-postdomenet {domain}", "added the e-mail domain {domain}"),
  "email_domain.prove": about("organization", "beviste e-postdomenet {domain}", "prova e-postdomenet {domain}", "proved the e-mail domain {domain}"),
  "email_domain.remove": about("organization", "fjernet e-postdomenet {domain}", "fjerna e-postdomenet {domain}", "removed the e-mail domain {domain}"),
  "organization.register": about("organization", "registrerte {organization}", "registrerte {organization}", "registered {organization}"),
  "organization.rename": about("organization", "ga {organization} nytt navn", "gav {organization} nytt namn", "renamed {organization}"),
  "organization.delete": about(
    "organization",
    "merket {organization} som slettet i registeret",
    "merkte {organization} som sletta i registeret",
    "marked {organization} as deleted in the register",
  ),
  "organization.undelete": about(
    "organization",
    "fjernet merket om at {organization} er slettet i registeret",
    "fjerna merket om at {organization} er sletta i registeret",
    "took away the mark that {organization} is deleted in the register",
  ),
  "organization.lock": about("organization", "sperret {organization}", "sperra {organization}", "locked {organization}"),
  "organization.unlock": about("organization", "opphevet sperren av {organization}", "oppheva sperra av {organization}", "unlocked {organization}"),
  "terms.sign": about(
    "organization",
    "godtok bruksvilkårene for {organization}",
    "godtok bruksvilkåra for {organization}",
    "signed the terms of use for {organization}",
  ),
  "billing.change": about("organization", "endret fakturaopplysningene", "endra fakturaopplysningane", "changed the billing details"),
  "billing.export": about(
    "platform",
    "hentet faktureringsgrunnlaget for {month}",
    "henta faktureringsgrunnlaget for {month}",
    "fetched the billing export of {month}",
  ),
  "notification_point.add": about("organization", "la til et varslingspunkt", "la til eit varslingspunkt", "added a notification point"),
  "notification_point.change": about("organization", "endret et varslingspunkt", "endra eit varslingspunkt", "changed a notification point"),
  "notification_point.remove": about("organization", "fjernet et varslingspunkt", "fjerna eit varslingspunkt", "removed a notification point"),
  "notification_point.send_verification": about(
    "organization",
    "sendte bekreftelsen til et varslingspunkt på nytt",
    "sende stadfestinga til eit varslingspunkt på nytt",
    "sent the confirmation to a notification point again",
  ),
  "notification_point.verify": about(
    "organization",
    "bekreftet adressen til et varslingspunkt",
    "stadfesta adressa til eit varslingspunkt",
    "verified the address of a notification point",
  ),
  "mail.send_again": about("organization", "sendte en e-post som hadde stoppet", "sende ein e-post som hadde stoppa", "sent a mail that had stopped"),
  "audit.export": about("organization", "lastet ned loggen", "lasta ned loggen", "downloaded the log"),

  "notice.publish": about("platform", "publiserte en driftsmelding", "publiserte ei driftsmelding", "published a service notice"),
  "notice.change": about("platform", "endret en driftsmelding", "endra ei driftsmelding", "changed a service notice"),
  "notice.withdraw": about("platform", "trakk en driftsmelding", "trekte ei driftsmelding", "withdrew a service notice"),
  "signing_key.rotate": about("platform", "laget signeringsnøkkelen {key}", "laga signeringsnøkkelen {key}", "made the signing key {key}"),
  "signing_key.withdraw": about("platform", "trakk signeringsnøkkelen {key}", "trekte signeringsnøkkelen {key}", "withdrew the signing key {key}"),
  "tokens.seal": about("platform", "forseglet loggen over token", "forsegla loggen over token", "sealed the log of tokens"),
  "tokens.seal_writers": about("platform", "forseglet kjedene av token", "forsegla kjedene av token", "sealed the chains of tokens"),
} as const satisfies Record<string, { kind: AuditKind; says: Text }>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

export const isAuditAction = (action: string): action is AuditAction => Object.hasOwn(AUDIT_ACTIONS, action);

/** The deeds of a kind. */
export const actionsOfKind = (kind: AuditKind): AuditAction[] =>
  (Object.keys(AUDIT_ACTIONS) as AuditAction[]).filter((action) => AUDIT_ACTIONS[action].kind === kind);

/** The deeds whose words, in any language, hold what is looked for. */
export function actionsNamed(words: string): AuditAction[] {
  const sought = words.trim().toLocaleLowerCase("nb");
  const said = (action: AuditAction) =>
    Object.values(AUDIT_ACTIONS[action].says)
      .join("\n")
      .replaceAll(/\{\w+\}/g, " ");
  return sought === "" ? [] : (Object.keys(AUDIT_ACTIONS) as AuditAction[]).filter((action) => said(action).toLocaleLowerCase("nb").includes(sought));
}

function about<Kind extends AuditKind>(kind: Kind, nb: string, nn: string, en: string): { kind: Kind; says: Text } {
  return { kind, says: { nb, nn, en } };
}
