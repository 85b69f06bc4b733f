// SPDX-License-Identifier: MIT
// chunks.ksy and packets.ksy, compiled once, and run over a file:
//   node kaitai.js compile NAME
//   node kaitai.js NAME FILE
const fs = require('fs');
const KaitaiStream = require('kaitai-struct').KaitaiStream;
const compiler = () => require('kaitai-struct-compiler'); // only where one is compiled
const yaml = (text) => {
  // What a .ksy file of this folder needs of YAML: maps and lists by indentation.
  const lines = text.split('\n').filter((line) => line.trim() && !line.startsWith('#'));
  const parse = (indent) => {
    let made;
    while (lines.length > 0 && lines[0].search(/\S/) >= indent) {
      const line = lines.shift();
      const at = line.search(/\S/);
      if (line.trim().startsWith('- ')) {
        made = made || [];
        lines.unshift(' '.repeat(at + 2) + line.trim().slice(2));
        made.push(parse(at + 2));
      } else {
        const [, key, value] = line.trim().match(/^(\w+):\s*(.*)$/);
        made = made || {};
        made[key] = value === '' ? parse(at + 1) : /^\d+$/.test(value) ? Number(value) : value;
      }
    }
    return made;
  };
  return parse(0);
};
const compile = async (kind) => {
  const layout = yaml(fs.readFileSync(`${kind}.ksy`, 'utf8'));
  const files = await compiler().compile('javascript', layout, null, false);
  fs.writeFileSync(`${kind}.js`, Object.values(files)[0]);
};
const run = (kind, path) => {
  const made = require(`${__dirname}/${kind}.js`);
  const Parser = typeof made === 'function' ? made : Object.values(made)[0];
  const parsed = new Parser(new KaitaiStream(fs.readFileSync(path).buffer));
  const lines = [];
  if (kind === 'chunks') {
    for (const c of parsed.chunks) lines.push(`${c.len}\t${c.type}\t0x${c.crc.toString(16).padStart(8, '0')}\n`);
  } else {
    for (const p of parsed.packets) lines.push(`${p.sec}\t${p.usec}\t${p.caplen}\t${p.len}\n`);
  }
  fs.writeFileSync(1, lines.join(''));
};
const [first, second] = process.argv.slice(2);
if (first === 'compile') compile(second);
else run(first, second);
