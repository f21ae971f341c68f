import type { Texts } from "../../text/text.ts";

/** Sending a request on. */
export const FORWARD = {
  cannotApprove: {
    nb: "Du kan ikke godkjenne fordi du selv mangler {right}. Send videre til noen som har den.",
    nn: "Du kan ikkje godkjenne fordi du sjølv manglar {right}. Send vidare til nokon som har han.",
    en: "You cannot approve because you lack {right} yourself. Forward it to someone who has it.",
  },
  cannotApproveNobody: {
    nb: "Du kan ikke godkjenne fordi du selv mangler {right}, og ingen andre her har den. Du kan avslå.",
    nn: "Du kan ikkje godkjenne fordi du sjølv manglar {right}, og ingen andre her har han. Du kan avslå.",
    en: "You cannot approve because you lack {right} yourself, and nobody else here has it. You can reject.",
  },
  whoCan: { nb: "Disse kan gi {right}", nn: "Desse kan gi {right}", en: "These can give {right}" },
  onlyOne: {
    nb: "{to} ({as}) kan gi {right}.",
    nn: "{to} ({as}) kan gi {right}.",
    en: "{to} ({as}) can give {right}.",
  },
  forwardTo: { nb: "Send videre til {to}", nn: "Send vidare til {to}", en: "Forward to {to}" },
  forwarding: { nb: "Sender videre …", nn: "Sender vidare …", en: "Forwarding …" },
  forwardedNow: {
    nb: "Forespørselen er sendt videre til {to}.",
    nn: "Førespurnaden er send vidare til {to}.",
    en: "The request has been forwarded to {to}.",
  },
  forwarded: { nb: "Sendt videre til {to} av {by} {when}.", nn: "Send vidare til {to} av {by} {when}.", en: "Forwarded to {to} by {by} {when}." },
  history: { nb: "Slik er forespørselen sendt videre", nn: "Slik er førespurnaden send vidare", en: "How the request was forwarded" },
} as const satisfies Texts;
