// Builds guarantor/web/static/: the style sheet, GOV.UK Frontend's script, and the typeface. Each file that a browser
// takes compressed has a .gz beside it. Nothing here reaches the network.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import * as sass from 'sass'

const styles = dirname(fileURLToPath(import.meta.url))
const checkout = join(styles, '..', '..', '..')
const modules = join(checkout, 'node_modules')
const made = join(styles, '..', 'static')

rmSync(made, { recursive: true, force: true })
mkdirSync(made, { recursive: true })

const sheet = sass.compile(join(styles, 'guarantor.scss'), {
  loadPaths: [modules],
  style: 'compressed',
  quietDeps: true
})
const frontend = readFileSync(join(modules, 'govuk-frontend', 'dist', 'govuk', 'govuk-frontend.min.js'), 'utf8')
const script = frontend.replace(/^\/\/# sourceMappingURL=.*$/m, '')

const written = {
  'guarantor.css': sheet.css,
  'govuk-frontend.min.js': script,
  'start.js': readFileSync(join(styles, 'start.js'), 'utf8')
}
for (const [name, content] of Object.entries(written)) {
  writeFileSync(join(made, name), content)
  writeFileSync(join(made, `${name}.gz`), gzipSync(content, { level: 9 }))
}

const typeface = join(modules, '@fontsource', 'atkinson-hyperlegible', 'files')
for (const weight of ['400', '700']) {
  const name = `atkinson-hyperlegible-latin-${weight}-normal.woff2`
  cpSync(join(typeface, name), join(made, name))
}
cpSync(join(styles, 'icon.svg'), join(made, 'icon.svg'))
