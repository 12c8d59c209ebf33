/** What of the suite is not run against somebody else's deployment: the reason by folder; each folder of browser tests is here. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'e2e/pads': 'they fill, damage and stop the server they run against',
  'e2e/device': 'they stop the server and put another life of a pad in its place',
  'e2e/connection': 'they disturb the line and kill the server',
  'e2e/connection-ui': 'they put a broken proxy in front of the server',
  'e2e/admission': 'they put a foreign page and a proxy that loses Host beside the server',
  'e2e/operate': 'they look at what an operator sees of a server that was given work to do',
  'e2e/soak': 'they sit still for seven minutes beside a server of their own',
  'e2e/docker': 'they start a server of their own, behind doors of their own',
  'e2e/browsers': 'it asks whether the browser here can be driven, nothing of a server',
  'e2e/matrix': 'every case needs a broken proxy of its own',
  'e2e/diagnose': 'every case needs a proxy of its own; a person opens /diagnose on the deployment itself',
  'e2e/stories': 'here only the stories themselves; what each proxy makes of them needs those proxies',
}
