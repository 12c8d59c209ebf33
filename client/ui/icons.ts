/**
 * The icons of the interface as strokes on a 24 × 24 grid, drawn for this app. An icon never stands alone: the
 * control that shows it carries its name.
 */
const STROKES = {
  bold: 'M7 4.5h6a3.6 3.6 0 0 1 0 7.3H7zM7 11.8h6.8a3.8 3.8 0 0 1 0 7.7H7z',
  italic: 'M10.5 4.5h7M6.5 19.5h7M14.5 4.5l-5 15',
  strike:
    'M4 12h16M17 7.6c-.6-2-2.4-3.1-5-3.1-3 0-5 1.5-5 3.8 0 1 .4 1.8 1.2 2.4M7 16.2c.6 2.2 2.5 3.3 5.1 3.3 3 0 5-1.5 5-3.8 0-.4-.1-.8-.2-1.2',
  code: 'M8.5 7 3.5 12l5 5M15.5 7l5 5-5 5',
  link: 'M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7L12 17.7',
  bulletList: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  orderedList: 'M10 6h10M10 12h10M10 18h10M3.5 5l1.5-.8V9M3.3 15.3c.3-.8 2.5-1 2.5.4 0 1-2.4 1.6-2.5 3.3h2.7',
  quote: 'M9.5 7C6.5 8 4.8 10.2 4.8 13.5V17h4.7v-4.7H6.8M19 7c-3 1-4.7 3.2-4.7 6.5V17H19v-4.7h-2.7',
  codeBlock: 'M4 4.5h16v15H4zM9.5 9.5 7 12l2.5 2.5M14.5 9.5 17 12l-2.5 2.5',
  divider: 'M3.5 12h17M8 6.5h8M8 17.5h8',
  image: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9.2h.01',
  undo: 'M8.5 5 4 9.5 8.5 14M4.5 9.5H14a5 5 0 0 1 0 10h-3',
  redo: 'M15.5 5 20 9.5 15.5 14M19.5 9.5H10a5 5 0 0 0 0 10h3',
  more: 'M4.7 12a.8.8 0 1 0 1.6 0a.8.8 0 1 0-1.6 0M11.2 12a.8.8 0 1 0 1.6 0a.8.8 0 1 0-1.6 0M17.7 12a.8.8 0 1 0 1.6 0a.8.8 0 1 0-1.6 0',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  check: 'M5 12.5 10 17.5 19.5 7',
  busy: 'M12 4a8 8 0 1 1-8 8',
  alert: 'M12 4 2.8 19.8h18.4zM12 10v4.5M12 17.2h.01',
  cut: 'M3.5 12h5M15.5 12h5M10 8l4 8M14 8l-4 8',
  cross: 'M7 7l10 10M17 7 7 17',
  lock: 'M6 11h12v8.5H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  open: 'M13 4.5h6.5V11M19 5l-8.5 8.5M10 5.5H5v13.5h13.5V14',
  remove: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7',
} as const

export type IconName = keyof typeof STROKES

const SVG = 'http://www.w3.org/2000/svg'

export const icon = (name: IconName): SVGSVGElement => {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', STROKES[name])
  svg.append(path)
  return svg
}
