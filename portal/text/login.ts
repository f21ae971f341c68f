import type { Texts } from "./text.ts";

/** Logging in: the dialog beside a page, the page of those who are not logged in, the warning before the end. */
export const LOGIN = {
  endedHeading: { nb: "Du er logget ut", nn: "Du er logga ut", en: "You are logged out" },
  ended: {
    nb: "Innloggingen er over. Logg inn igjen, så fortsetter du der du var. Det du har skrevet, er ikke borte.",
    nn: "Innlogginga er over. Logg inn igjen, så held du fram der du var. Det du har skrive, er ikkje borte.",
    en: "The login is over. Log in again, and go on where you were. What you have written is not lost.",
  },
  levelHeading: { nb: "Logg inn med høyere sikkerhetsnivå", nn: "Logg inn med høgare tryggleiksnivå", en: "Log in with a higher level of assurance" },
  level: {
    nb: "Dette miljøet krever et høyere sikkerhetsnivå enn du er logget inn med. Logg inn på nytt, så fortsetter du der du var.",
    nn: "Dette miljøet krev eit høgare tryggleiksnivå enn du er logga inn med. Logg inn på nytt, så held du fram der du var.",
    en: "This environment needs a higher level of assurance than you logged in with. Log in again, and go on where you were.",
  },
  freshHeading: { nb: "Bekreft at det er deg", nn: "Stadfest at det er deg", en: "Confirm that it is you" },
  fresh: {
    nb: "Det du vil gjøre, krever en innlogging som er høyst 15 minutter gammel. Det du har fylt ut, blir stående.",
    nn: "Det du vil gjere, krev ei innlogging som er høgst 15 minutt gammal. Det du har fylt ut, blir ståande.",
    en: "What you want to do needs a login that is at most 15 minutes old. What you have filled in stays.",
  },
  environmentHeading: {
    nb: "Innloggingen gjelder ikke i {environment}",
    nn: "Innlogginga gjeld ikkje i {environment}",
    en: "The login does not count in {environment}",
  },
  environment: {
    nb: "Du er logget inn med en tjeneste som ikke gjelder her, for eksempel med en testperson i produksjon. Logg inn for dette miljøet.",
    nn: "Du er logga inn med ei teneste som ikkje gjeld her, til dømes med ein testperson i produksjon. Logg inn for dette miljøet.",
    en: "You logged in with a service that does not count here, for example with a test person in production. Log in to this environment.",
  },
  inNewWindow: { nb: "Innloggingen åpnes i et nytt vindu.", nn: "Innlogginga blir opna i eit nytt vindauge.", en: "The login opens in a new window." },
  logInWith: { nb: "Logg inn med {service}", nn: "Logg inn med {service}", en: "Log in with {service}" },
  chooseTestPerson: { nb: "Velg en testperson", nn: "Vel ein testperson", en: "Choose a test person" },
  noService: {
    nb: "Ingen innloggingstjeneste er satt opp for dette miljøet. {operator} kan gjøre det.",
    nn: "Inga innloggingsteneste er sett opp for dette miljøet. {operator} kan gjere det.",
    en: "No login service has been set up for this environment. {operator} can do it.",
  },
  waiting: { nb: "Venter på innloggingen …", nn: "Ventar på innlogginga …", en: "Waiting for the login …" },
  loggedIn: { nb: "Du er logget inn igjen.", nn: "Du er logga inn igjen.", en: "You are logged in again." },

  signedOutHeading: { nb: "Logg inn for å se siden", nn: "Logg inn for å sjå sida", en: "Log in to see this page" },
  signedOut: {
    nb: "Du kommer tilbake hit når du har logget inn.",
    nn: "Du kjem tilbake hit når du har logga inn.",
    en: "You come back here when you have logged in.",
  },

  soonHeading: { nb: "Du blir snart logget ut", nn: "Du blir snart logga ut", en: "You will soon be logged out" },
  soonIdle: {
    nb: "Om to minutter er innloggingen over, fordi ingenting har skjedd på en stund.",
    nn: "Om to minutt er innlogginga over, fordi ingenting har hendt på ei stund.",
    en: "In two minutes the login is over, because nothing has happened for a while.",
  },
  soonEnd: {
    nb: "Om to minutter er innloggingen over: den varer i åtte timer. Logg inn på nytt for å fortsette.",
    nn: "Om to minutt er innlogginga over: ho varer i åtte timar. Logg inn på nytt for å halde fram.",
    en: "In two minutes the login is over: it lasts for eight hours. Log in again to go on.",
  },
  goOn: { nb: "Fortsett", nn: "Hald fram", en: "Go on" },
} as const satisfies Texts;
