import type { EnvironmentName } from "../../../vocabulary/environment.ts";
import type { Language, Text } from "../../../vocabulary/language.ts";
import type { MailContent } from "../mail.ts";
import { footOfPoint } from "./words.ts";

/** One mail for all that has happened since the last one. */
export function dailyText(
  language: Language,
  parts: NonNullable<MailContent["parts"]>,
  organization: { number: string; name: string },
  env: EnvironmentName,
): MailContent {
  const { name, number } = organization;
  const n = parts.length;
  const subject: Text =
    n === 1
      ? { nb: `1 hendelse for ${name}`, nn: `1 hending for ${name}`, en: `1 event for ${name}` }
      : { nb: `${n} hendelser for ${name}`, nn: `${n} hendingar for ${name}`, en: `${n} events for ${name}` };
  const lead: Text = {
    nb: `Dette har skjedd for ${name} (${number}) siden forrige e-post.`,
    nn: `Dette har skjedd for ${name} (${number}) sidan førre e-post.`,
    en: `This has happened for ${name} (${number}) since the last e-mail.`,
  };
  return { subject: subject[language], paragraphs: [lead[language]], parts, ...footOfPoint(language, organization, env) };
}
