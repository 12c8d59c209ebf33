/**
 * The words of the demo's landing page, in English: for somebody who wants to see in a minute what a broken proxy
 * does to an editor, and what can be done about it. Causes and fixes are the doctor's own words, not these.
 */

const listed = (names: readonly string[]): string => names.join(' → ')

export const demoEn = {
  documentTitle: 'The doors · Holdfast',
  heading: 'One pad server, ten doors',
  intro:
    'Behind every door is the same server with the same pads. What differs is the proxy in between. Each line is what the doctor finds out from outside, and is looked at again all the time.',
  howTo:
    'Choose a door, open two windows with the same client, and write in both. They have two addresses of this machine, so that nothing reaches the other window except through the door.',
  withoutScript: 'Without JavaScript this page shows what was found last; load it again to see more.',

  groups: {
    nginx: 'nginx',
    apache: 'Apache',
    'apache-squid': 'Apache in front of Squid',
    nothing: 'No proxy',
  },
  good: (names: readonly string[]) => `${listed(names)}, as it should be`,
  broken: (names: readonly string[]) => `${listed(names)}, broken`,
  switched: (names: readonly string[]) => `${listed(names)}, with a switch`,
  direct: 'Nobody in between',
  port: (port: number) => `port ${port}`,

  states: {
    looking: 'Looking for the first time…',
    well: 'Everything gets through',
    byHttp: 'WebSocket is blocked; the text still travels by HTTP',
    blocked: 'The text does not get through',
    partly: 'Something is wrong',
    unreachable: 'Nothing answers',
    broke: 'The doctor itself broke',
  },
  again: 'Looking again…',
  lookedNow: 'Looked just now',
  /** The page puts the seconds in place of the sign. */
  lookedAgo: 'Looked % s ago',

  you: 'You',
  line: (nodes: readonly string[], cut: readonly [string, string] | undefined, reason: string) => {
    const way = `The way: ${nodes.join(', ')}.`
    return cut === undefined ? way : `${way} Cut between ${cut[0]} and ${cut[1]}: ${reason}.`
  },
  byHttp: 'by HTTP',
  fix: 'What mends it',

  windows: 'Two windows with',
  clients: { exhibit: 'socket only (an exhibit):', real: 'Holdfast:' },
  window: (client: string, number: number, door: string) =>
    `${number === 1 ? 'first' : 'second'} window, ${client} ${door}`,
  windowNumber: (number: number) => (number === 1 ? 'first' : 'second'),
  padTitle: {
    exhibit: (door: string) => `${door}: socket only`,
    real: (door: string) => `${door}: Holdfast`,
  },

  switch: {
    label: 'This proxy is',
    good: 'as it should be',
    turn: 'Turn the switch',
    turning: 'The proxy checks and loads its new configuration…',
    refused: (says: string) => `The proxy refused the configuration and goes on with the old one: ${says}`,
    keeps:
      'Whoever is writing stays connected: the proxy keeps open connections until they end. Load a window again to pass through the new configuration.',
  },

  errors: {
    noDoor: 'There is no such door.',
    noChoice: 'This door cannot be given that fault.',
    foreign: 'The switch is turned from the landing page only.',
    noPage: 'There is nothing at this address. The doors are at /.',
    noPad: 'The pad server does not answer yet. Try again in a moment.',
  },
} as const
