/** Makes a message of what a mail says: text and HTML, for every reader. Pure. */
import type { Language } from "../../vocabulary/language.ts";
import { headerValue, type MailContent, type MailLink } from "./mail.ts";

export type Message = { subject: string; text: string; html: string };

/** @param addressOf where a link leads, in full */
export function messageOf(content: MailContent, language: Language, addressOf: (link: MailLink) => string): Message {
  return { subject: headerValue(content.subject), text: textOf(content, addressOf), html: htmlOf(content, language, addressOf) };
}

function textOf({ paragraphs, link, parts = [], why, stop }: MailContent, addressOf: (link: MailLink) => string): string {
  const linked = (one: MailLink | undefined) => (one ? [`${one.label}:\n${addressOf(one)}`] : []);
  const gathered = parts.flatMap((part) => [`* ${part.heading}`, ...part.paragraphs, ...linked(part.link)]);
  const body = [...paragraphs, ...linked(link), ...gathered].join("\n\n");
  return `${body}\n\n-- \n${[why, ...linked(stop)].join("\n")}\n`;
}

function htmlOf({ subject, paragraphs, link, parts = [], why, stop }: MailContent, language: Language, addressOf: (link: MailLink) => string): string {
  const text = (one: string) => `<p style="${P}">${escapeHtml(one).replaceAll("\n", "<br>")}</p>`;
  const anchor = (one: MailLink, style: string) => `<a href="${escapeHtml(addressOf(one))}" style="${style}">${escapeHtml(one.label)}</a>`;
  const button = (one: MailLink | undefined) => (one ? `<p style="${P}">${anchor(one, BUTTON)}</p>` : "");
  const gathered = parts.map((part) => `<h2 style="${H2}">${escapeHtml(part.heading)}</h2>${part.paragraphs.map(text).join("")}${button(part.link)}`);
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>`,
    `<body style="${BODY}"><div style="${COLUMN}"><h1 style="${H1}">${escapeHtml(subject)}</h1>`,
    ...paragraphs.map(text),
    button(link),
    ...gathered,
    `<p style="${FOOT}">${escapeHtml(why)}${stop ? ` ${anchor(stop, PLAIN)}` : ""}</p></div></body></html>\n`,
  ].join("\n");
}

/** For text and for values of attributes in double quotes (SEC-126). */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign]!);
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Mail programs read no stylesheets. Colours of the portal, with contrast for text of any size. */
const BODY = "margin:0;background:#ffffff;color:#1c2b33;font-family:Inter,Arial,sans-serif;font-size:16px;line-height:1.5";
const COLUMN = "max-width:36em;margin:0 auto;padding:24px";
const H1 = "font-size:22px;line-height:1.3;margin:0 0 16px";
const H2 = "font-size:18px;line-height:1.3;margin:32px 0 8px";
const P = "margin:0 0 16px;overflow-wrap:anywhere";
const BUTTON = "display:inline-block;padding:12px 20px;background:#0b5268;color:#ffffff;border-radius:4px;text-decoration:none";
const PLAIN = "color:#0b5268";
const FOOT = "margin:32px 0 0;padding-top:16px;border-top:1px solid #c8ccd2;font-size:14px;color:#4a5058";
