// Messages that mean no good, one by one.
const marks = "\u0301\u0316\u0300\u0330".repeat(700);

export const HOSTILE = [
  "<script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\">",
  "[click me](javascript:document.title='taken') [data](data:text/html,<script>alert(1)</script>)",
  "[https://bank.example](https://thief.example/login)",
  "\u202eThis is written backwards, and \u2066so is this",
  `Z${marks}a${marks}lgo`,
  "x".repeat(15_900),
  `${"[".repeat(4_000)}${"*".repeat(4_000)}`,
  `${">".repeat(3_000)} deep`,
  "![](https://tracker.example/pixel.png)",
  "`".repeat(2_000),
];
