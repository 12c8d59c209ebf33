/** Each language's words, blocks, quotes and comments, with the line and column at which each statement begins. */
import { expect, test } from 'vitest'
import { readApache } from './apache/read.ts'
import { parseApache } from './apache/syntax.ts'
import { readCaddy } from './caddy/read.ts'
import { parseCaddy } from './caddy/syntax.ts'
import { filesOf } from './files.ts'
import { readHaproxy } from './haproxy/read.ts'
import { dumpedFiles, readNginx } from './nginx/read.ts'
import { parseNginx } from './nginx/syntax.ts'
import { readSquid } from './squid/read.ts'
import type { Statement } from './statement.ts'
import { parseVcl } from './varnish/syntax.ts'

/** `line:column name args`, blocks in brackets. */
const shown = (statements: readonly Statement[]): readonly string[] =>
  statements.map(({ name, args, at, block }) => {
    const inside = block === undefined ? '' : ` [${shown(block).join(' | ')}]`
    return `${at.line}:${at.column} ${[name, ...args].join('·')}${inside}`
  })

const NO_FILES = filesOf(new Map())

test('[LI11] nginx: quotes, escapes, braces of variables, comments, Lua', () => {
  const text = `a "b c" 'd;e'; # f {
  g \${h}i "\\"j\\"" k\\ l {
    m;
  }
lua_block { }
x_by_lua_block { if y then z("}") end -- }
}
n;`
  const { statements, oddities } = parseNginx('f', text)
  expect(shown(statements)).toEqual([
    '1:1 a·b c·d;e',
    `2:3 g·$\{h}i·"j"·k\\ l [3:5 m]`,
    '5:1 lua_block []',
    '6:1 x_by_lua_block',
    '8:1 n',
  ])
  expect(oddities).toEqual([])
})

test.each([
  ['a {\n b;\n', 'not closed', 1],
  ['a;\n}\n', 'no block is open', 2],
  ['a {\n b\n}\n', 'the line before it', 3],
  ['a;\nb', 'in the middle', 2],
  ['a;\n"b', 'quote', 2],
])('[LI11] nginx: %j is an oddity with its line', (text, what, line) => {
  const [oddity] = parseNginx('f', text).oddities
  expect(oddity).toMatchObject({ what: expect.stringContaining(what), at: { line } })
})

test('[LI11] nginx: the files of a dump, and includes from them', () => {
  const dump =
    '# configuration file /e/nginx.conf:\ninclude c/*.conf;\n# configuration file /e/c/a.conf:\n\nb;\n'
  expect([...(dumpedFiles(dump)?.keys() ?? [])]).toEqual(['/e/nginx.conf', '/e/c/a.conf'])
  expect(readNginx('stdin', dump, NO_FILES).statements).toEqual([
    { name: 'b', args: [], at: { file: '/e/c/a.conf', line: 2, column: 1 } },
  ])
  expect(readNginx('x', 'include y/*.conf;\ninclude z;', NO_FILES).includes).toMatchObject([
    { isPattern: true, isFound: false },
    { isPattern: false, isFound: false },
  ])
})

test('[LI11] Apache: sections, joined lines, quotes, comments', () => {
  const text = `# a \\
still a comment
<B "c d">
  E f \\
    g 'h i'
</B>
J "k \\"l\\""`
  expect(shown(parseApache('f', text).statements)).toEqual(['3:1 B·c d [4:3 E·f·g·h i]', '7:1 J·k "l"'])
  expect(parseApache('f', '<A>\n<B>\n</A>\n</C>').oddities.map(({ at }) => at.line)).toEqual([3, 4])
})

test('[LI11] Apache: conditions a file answers, macros, variables', () => {
  const text = `LoadModule rewrite_module x
<IfModule mod_rewrite.c>
A
</IfModule>
<IfModule !mod_ssl.c>
B
</IfModule>
<IfModule headers_module>
C
</IfModule>
Define W www
<Macro M $x>
D $x \${W}
</Macro>
<IfVersion < 2.4.47>
E
</IfVersion>
Use M 1
Use M 2`
  const read = (version?: string) =>
    shown(readApache([{ name: 'f', text }], NO_FILES, version).statements).map((line) =>
      line.replace(/^\S+ /, ''),
    )
  expect(read()).toEqual(['LoadModule·rewrite_module·x', 'A', 'B', 'Define·W·www', 'D·1·www', 'D·2·www'])
  expect(read('2.4.10')).toContain('E')
})

test('[LI11] Squid: lines, comments, included files', () => {
  const files = filesOf(new Map([['d/e.conf', 'acl c src all\n']]))
  expect(shown(readSquid('f', ' http_port 3128 # a\n#b\nx y \\\n  z\n\ninclude d/*.conf\n', files))).toEqual([
    '1:2 http_port·3128',
    '3:1 x·y·z',
    '1:1 acl·c·src·all',
  ])
})

test('[LI11] HAProxy: sections, quotes, escapes, comments', () => {
  const text =
    'global\n  a "b c" # d\nfrontend x\n  http-request set-header E f\\ g if { h -m found }\n  i \'#j\' \\#k l\\.m\n'
  expect(shown(readHaproxy('f', text))).toEqual([
    '1:1 global [2:3 a·b c]',
    '3:1 frontend·x [4:3 http-request·set-header·E·f g·if·{·h·-m·found·} | 5:3 i·#j·#k·l\\.m]',
  ])
})

test('[LI11] Caddy: blocks, addresses over lines, quotes, snippets with arguments', () => {
  const text = `(s) {
	reverse_proxy {args[0]} {args.1}
}
a.test,
b.test {
	import s x:1 "y z"
	respond \`{ "c": 1 }\` 200
}
`
  expect(shown(parseCaddy('f', text).statements)).toEqual([
    '1:1 (s) [2:2 reverse_proxy·{args[0]}·{args.1}]',
    '4:1 a.test,·b.test [6:2 import·s·x:1·y z | 7:2 respond·{ "c": 1 }·200]',
  ])
  const [site] = readCaddy('f', text, NO_FILES).sites
  expect(site?.addresses).toEqual(['a.test', 'b.test'])
  expect(shown(site?.statements ?? [])).toEqual(['2:2 reverse_proxy·x:1·y z', '7:2 respond·{ "c": 1 }·200'])
  expect(readCaddy('f', 'a.test\nreverse_proxy x', NO_FILES).sites[0]?.addresses).toEqual(['a.test'])
})

test('[LI11] Varnish: subs, branches, strings, comments', () => {
  const text = `vcl 4.1; # a
sub vcl_recv {
  /* b { */
  if (req.url ~ "^/c;d") { return (pipe); }
  else if (!e) { synthetic({"f } "}); } elsif (g) { }
}`
  expect(shown(parseVcl('f', text).statements)).toEqual([
    '1:1 vcl·4.1',
    '2:1 sub·vcl_recv [4:3 if·( req.url ~ "^/c;d" ) [4:28 return·(·pipe·)] | 5:3 elseif·( ! e ) [5:18 synthetic·(·"f } "·)] | 5:41 elseif·( g ) []]',
  ])
})
