// Everything works without this script; it only starts what GOV.UK Frontend adds for comfort.
import { initAll } from './govuk-frontend.min.js'

initAll()

// A page that is about to be signed out says so in time; see templates/layout.html.
const warning = document.getElementById('signing-out-soon')
if (warning) {
  window.setTimeout(() => { warning.hidden = false; warning.focus() }, Number(warning.dataset.after) * 1000)
}

// What is being worked out is looked at again by itself.
const again = document.querySelector('[data-look-again]')
if (again) {
  window.setTimeout(() => { window.location.reload() }, Number(again.dataset.lookAgain) * 1000)
}
