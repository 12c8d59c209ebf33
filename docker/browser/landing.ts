/**
 * What moves on the landing page: each door's part is replaced as events arrive, and the switch is turned without
 * leaving the page. The markup comes from the page's own server, which escapes everything in it.
 */

interface SightEvent {
  readonly door: string
  readonly at?: number
  readonly html: string
}

interface SwitchEvent {
  readonly door: string
  readonly fault: string
  readonly html: string
}

const inDoor = <E extends Element>(door: string, selector: string): E | null =>
  document.getElementById(door)?.querySelector<E>(selector) ?? null

function show({ door, at, html }: SightEvent): void {
  const sight = inDoor(door, '.sight')
  if (sight === null) return
  if (at !== undefined) document.getElementById(door)?.setAttribute('data-at', String(at))
  // Only what differs is replaced: whoever reads or listens is not disturbed by news that are none.
  const next = document.createElement('div')
  next.innerHTML = html
  const wasOpen = sight.querySelector('details')?.open === true
  if (sight.getAttribute('data-html') === html) return
  sight.setAttribute('data-html', html)
  sight.replaceChildren(...next.childNodes)
  const details = sight.querySelector('details')
  if (details !== null && wasOpen) details.open = true
  age()
}

function age(): void {
  for (const door of document.querySelectorAll<HTMLElement>('.door[data-at]')) {
    const at = Number(door.getAttribute('data-at'))
    const seconds = Math.max(0, Math.round((Date.now() - at) / 1000))
    const looked = door.querySelector('.looked')
    const words = looked?.getAttribute(seconds < 2 ? 'data-now' : 'data-ago')
    if (looked && words && at > 0) looked.textContent = words.replace('%', String(seconds))
  }
}

const events = new EventSource('/events')
events.addEventListener('sight', ({ data }) => show(JSON.parse(data) as SightEvent))
events.addEventListener('switch', ({ data }) => {
  const { door, fault, html } = JSON.parse(data) as SwitchEvent
  const select = inDoor<HTMLSelectElement>(door, 'select')
  if (select !== null && select !== document.activeElement) select.value = fault
  const turned = inDoor(door, '.turned')
  if (turned !== null) turned.innerHTML = html
})

for (const form of document.querySelectorAll<HTMLFormElement>('form.switch')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const turned = form.querySelector('.turned')
    if (turned !== null) turned.textContent = turned.getAttribute('data-turning')
    const fault = form.querySelector('select')?.value ?? ''
    void fetch(form.action, { method: 'POST', body: new URLSearchParams({ fault }) }).then(
      async (response) => {
        if (!response.ok && turned !== null) turned.textContent = await response.text()
      },
    )
  })
}

age()
setInterval(age, 1_000)
