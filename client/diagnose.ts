/**
 * The entry of the connection check: hands the platform in, runs the checks, and shows what they find as they find it.
 * An address may bring a pad's case, somebody else's findings, or how long silence is to be watched.
 */
import './styles/base.css'
import './styles/details.css'
import './styles/diagnose.css'
import { en } from '../protocol/words/en.ts'
import { diagnoseEn as say } from '../protocol/words/en-diagnose.ts'
import { CHECKS, type CheckId, type CheckResult, observationOf } from './diagnose/checks.ts'
import { foundFragment, readFound } from './diagnose/found-link.ts'
import { lineFound } from './diagnose/line-found.ts'
import { type Report, reportText } from './diagnose/report.ts'
import { runChecks } from './diagnose/run.ts'
import { tell } from './diagnose/told.ts'
import { verdictOf } from './diagnose/verdict.ts'
import { type Copied, createView } from './diagnose/view.ts'
import { createVisit } from './diagnose/visit.ts'
import { readDiagnosePage } from './session/page-data.ts'
import { browser } from './ui/browser.ts'
import { readCase } from './ui/case-link.ts'
import { copyText } from './ui/clipboard.ts'
import { element, setText } from './ui/element.ts'
import { icon } from './ui/icons.ts'
import { arrivedRows } from './ui/witness-words.ts'

/** Above the 60 s after which most proxies cut. */
const WATCH_SECONDS = 75
/** `#watch=90`: watches at once, for so many seconds. */
const WATCH_PARAMETER = 'watch'
const MOST_WATCH_SECONDS = 600

const page = readDiagnosePage(document)
if (page) {
  const site = new URL(page.base, window.location.href)
  const { hash } = window.location
  const asked = Number(new URLSearchParams(hash.slice(1)).get(WATCH_PARAMETER))
  const watched = asked > 0 && asked <= MOST_WATCH_SECONDS ? asked : WATCH_SECONDS
  const from = readCase(hash)
  const found = readFound(hash)
  let latest: Report | undefined

  const copy = async (text: string, says: string): Promise<Copied> =>
    (await copyText(text)) ? { says } : { says: say.copyFailed, text }
  const view = createView({
    say,
    words: en,
    base: page.base,
    address: site.href,
    byLinks: page.byLinks,
    watched,
    onAgain: () => {
      view.here()
      void run(false)
    },
    onWatch: () => void run(true),
    onCopyReport: async () =>
      latest === undefined ? { says: '' } : copy(reportText(latest, say, en), say.reportCopied),
    onCopyLink: async () => {
      if (latest === undefined) return { says: '' }
      return copy(`${site.href}diagnose${foundFragment(latest)}`, say.linkCopied)
    },
  })
  /** For screen readers: the verdict once, when it is certain. */
  const spoken = element('p', { class: 'unseen', role: 'status' })
  const home = page.byLinks
    ? undefined
    : element('a', { class: 'home', href: page.base }, icon('back'), en.pad.allPads)
  const app = document.getElementById('app') ?? document.body
  app.replaceChildren(element('header', { class: 'bar' }, home), view.main, spoken)

  const show = (report: Report): void => {
    latest = report
    const told = tell(report, say, en)
    view.line(lineFound(report, say, en))
    view.verdict(told)
    if (report.seen) view.arrived(arrivedRows(report.seen, en))
    setText(
      spoken,
      [told.headline, told.means, ...told.why, ...told.causes.map(({ lead }) => lead)].join(' '),
    )
  }

  const reportOf = (results: readonly CheckResult[]): Report => {
    const observation = observationOf(results, page.base)
    const seen = results.find(({ id }) => id === 'upgrade')?.finding.seen
    return {
      at: browser.now(),
      address: site.href,
      browser: navigator.userAgent,
      results,
      observation,
      verdict: verdictOf(observation),
      traced: seen,
      seen,
      from,
      deviceOnline: browser.deviceOnline(),
      byLinks: page.byLinks,
    }
  }

  const run = async (watches: boolean): Promise<void> => {
    view.begin(watches)
    setText(spoken, '')
    const running = new Set<CheckId>()
    const results: CheckResult[] = []
    const visit = createVisit(
      { site, token: page.token.token, byLinks: page.byLinks, watchMs: watched * 1000 },
      { ...browser, WebSocket: window.WebSocket },
    )
    const progress = () => {
      const now = CHECKS.filter(({ id }) => running.has(id))
      const most = now.map((check) => check.seconds + ('watches' in check ? watched : 0))
      view.running([...running], Math.max(0, ...most))
    }
    progress()
    await runChecks(visit, {
      watches,
      begins: (id) => {
        running.add(id)
        progress()
      },
      ends: (result) => {
        running.delete(result.id)
        results.push(result)
        view.result(result)
        progress()
        view.line(lineFound(reportOf(results), say, en))
      },
    })
    const order = CHECKS.map(({ id }) => id as CheckId)
    show(reportOf([...results].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))))
  }

  if (from) view.from(say.fromPad(say.byTransport[from.transport], en.time.exact(from.at)))
  if (found) {
    const who = found.browser === '' ? say.someBrowser : found.browser
    view.from(say.foundElsewhere(en.time.exact(found.at), who))
    view.elsewhere()
    const { at, browser: agent, observation, traced } = found
    const verdict = verdictOf(observation)
    show({
      at,
      address: site.href,
      browser: agent,
      results: [],
      observation,
      verdict,
      traced,
      seen: undefined,
      from: undefined,
      deviceOnline: true,
      byLinks: page.byLinks,
    })
  } else {
    void run(asked > 0)
  }
}
