import t from 'tap'
import { plainText } from '../../../../src/bitrix24/request/plain-text.ts'

t.test('texts of goods as people read them', async (t) => {
  for (const [html, text] of [
    ['Чехол для iPhone 15 Pro &quot;Люкс&quot; &amp; стекло', 'Чехол для iPhone 15 Pro "Люкс" & стекло'],
    ['Труба 1/2&#039;&#039; &lt;чёрная&gt;', "Труба 1/2'' <чёрная>"],
    ['АО &quot;Перевозчик&quot;', 'АО "Перевозчик"'],
    ['Мёд&nbsp;0,5&nbsp;л', 'Мёд 0,5 л'],
    ['&laquo;Сыр&raquo; &mdash; 45&#x2009;%', '«Сыр» — 45\u2009%'],
    ['O&apos;Neil &#8212; &#X42F;', "O'Neil — Я"],
    ['a &amp;quot; b', 'a &quot; b'],
    ['H&M; R&D &foo; &quot', 'H&M; R&D &foo; &quot'],
    [
      '&#0; &#xd800; &#x110000; &#; &constructor; &#99999999;',
      '&#0; &#xd800; &#x110000; &#; &constructor; &#99999999;',
    ],
    ['Стол<br>дубовый<br/>2<BR />м', 'Стол дубовый 2 м'],
    ['<b>Акция</b> <i>сахар</i> 1 <strong class="x" data-y=\'1\'>кг</strong>', 'Акция сахар 1 кг'],
    ['Плитка, м<sup>2</sup>', 'Плитка, м2'],
    ['&lt;b&gt;Акция&lt;/b&gt; чай', 'Акция чай'],
    ['<p>Чай</p><p>чёрный</p>', 'Чай чёрный'],
    ['<s>Старая</s> цена, <a href="https://x.ru">чай</a>', 'Старая цена, чай'],
    ['Футболка <S>, <XL>, <чёрная>', 'Футболка <S>, <XL>, <чёрная>'],
    ['a<b и b>c, 1 < 2 > 0', 'a<b и b>c, 1 < 2 > 0'],
    ['<b', '<b'],
    ['', ''],
  ] as const) {
    t.equal(plainText(html), text, html)
  }
})

t.test('a text that is all tags costs no time', async (t) => {
  const before = process.cpuUsage()
  for (const piece of ['<b a=', '<b ', '<a', '&#', '<b x="', '<s>']) plainText(piece.repeat(1000))
  t.ok(process.cpuUsage(before).user < 500_000)
})
