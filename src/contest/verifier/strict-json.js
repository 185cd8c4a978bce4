// SPDX-License-Identifier: GPL-3.0-or-later
// JSON to the letter (RFC 8259), refusing what two readers could read in two ways: a member twice, half of a
// surrogate pair, a zero character. Numbers that are not integers come back as JsonOther, which is of no kind.

class JsonOther {}

class StrictJson {
  constructor (text, maxDepth = 16) {
    this.text = text
    this.at = 0
    this.maxDepth = maxDepth
  }

  static parse (text) {
    const reader = new StrictJson(text)
    const value = reader.value(0)
    reader.space()
    if (reader.at !== text.length) reader.fail('more text after the end')
    return value
  }

  fail (what) {
    throw new Error(`Unusable JSON, character ${this.at}: ${what}`)
  }

  space () {
    while (this.at < this.text.length && ' \t\r\n'.includes(this.text[this.at])) this.at++
  }

  take (c) {
    if (this.text[this.at] !== c) return false
    this.at++
    return true
  }

  expect (c) {
    this.space()
    if (!this.take(c)) this.fail(`${c} is expected`)
  }

  value (depth) {
    this.space()
    const c = this.text[this.at]
    if ((c === '{' || c === '[') && depth >= this.maxDepth) this.fail('nested too deeply')
    if (c === '{') return this.object(depth + 1)
    if (c === '[') return this.array(depth + 1)
    if (c === '"') return this.string()
    for (const [word, value] of [['true', true], ['false', false], ['null', null]]) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length
        return value
      }
    }
    return this.number()
  }

  object (depth) {
    const object = Object.create(null)
    this.expect('{')
    this.space()
    if (this.take('}')) return object
    do {
      this.space()
      const name = this.string()
      if (name in object) this.fail(`"${name}" is there twice`)
      this.expect(':')
      object[name] = this.value(depth)
      this.space()
    } while (this.take(','))
    this.expect('}')
    return object
  }

  array (depth) {
    const array = []
    this.expect('[')
    this.space()
    if (this.take(']')) return array
    do {
      array.push(this.value(depth))
      this.space()
    } while (this.take(','))
    this.expect(']')
    return array
  }

  number () {
    const found = /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y
    found.lastIndex = this.at
    const match = found.exec(this.text)
    if (match === null) this.fail('a value is expected')
    this.at = found.lastIndex
    const number = Number(match[0])
    return match[2] === undefined && match[3] === undefined && Number.isSafeInteger(number) ? number : new JsonOther()
  }

  string () {
    if (!this.take('"')) this.fail('a string is expected')
    let text = ''
    for (;;) {
      const c = this.text[this.at++]
      if (c === undefined) this.fail('a string is not closed')
      if (c === '"') break
      if (c < ' ') this.fail('a control character inside a string')
      text += c === '\\' ? this.escape() : c
    }
    if (text.includes('\0') || /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)) {
      this.fail('an escape that stands for no character')
    }
    return text
  }

  escape () {
    const c = this.text[this.at++]
    const plain = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }
    if (c in plain) return plain[c]
    const hex = this.text.slice(this.at, this.at + 4)
    if (c !== 'u' || !/^[0-9a-fA-F]{4}$/.test(hex)) this.fail('an unknown escape')
    this.at += 4
    return String.fromCharCode(parseInt(hex, 16))
  }
}
