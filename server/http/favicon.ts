/** The mark of the product, small enough to live here: a line held at both ends. */
import { Router } from 'express'

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f4d5c"/>' +
  '<path d="M6 16h20" stroke="#fff" stroke-width="2.5"/><circle cx="7" cy="16" r="3.5" fill="#fff"/>' +
  '<circle cx="25" cy="16" r="3.5" fill="#fff"/></svg>\n'

export function createFavicon(): Router {
  const router = Router()
  router.get(['/favicon.svg', '/favicon.ico'], (_request, response) => {
    response.set('Cache-Control', 'public, max-age=86400').type('image/svg+xml').send(ICON)
  })
  return router
}
