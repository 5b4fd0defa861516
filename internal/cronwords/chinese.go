package cronwords

import (
	"regexp"
	"strings"
)

// The library's Chinese follows English word for word, spaces and commas, too.
var (
	between = regexp.MustCompile(`在 (\d\d:\d\d) 和 (\d\d:\d\d) 之间`)
	clauses = strings.NewReplacer("分钟, ", "分钟，", "小时, ", "小时，", ", 和 ", "、", " 和 ", "、", " 和", "、",
		"限每月的 ", "每月 ", "限每月 ", "每月 ", " 号 至 ", " 号至 ", " 号 之间", " 号", "并且为", "以及", "每隔 ", "每 ",
		"仅于", "仅", "月份", "月", "在 ", "", "在", "")
	through = regexp.MustCompile(`(\d)至(\d)`)
	items   = []*regexp.Regexp{
		regexp.MustCompile(`(), (\d)`), regexp.MustCompile(`([日一二三四五六]), (星期)`), regexp.MustCompile(`(月), ([一二三四五六七八九十])`),
	}
)

// chinese writes a description as Chinese is written.
func chinese(text string) string {
	text = clauses.Replace(between.ReplaceAllString(text, "$1 至 $2"))
	for _, item := range items {
		text = item.ReplaceAllString(text, "$1、$2")
	}
	return strings.ReplaceAll(through.ReplaceAllString(text, "$1 至 $2"), ", ", "，")
}
