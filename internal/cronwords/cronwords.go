// Package cronwords says in words when a CronJob runs. It follows Kubernetes'
// own reading of cron expressions: what is put into words is the schedule that
// the controller would keep, however it is written.
package cronwords

import (
	"strconv"
	"strings"
	"sync"

	words "github.com/lnquy/cron"
)

// English returns when an expression runs, to stand after "runs": "every 5
// minutes", "at 09:00, Monday through Friday". What Kubernetes does not take
// for an expression is quoted. The answer is never empty.
func English(expression string) string {
	return say(expression, words.Locale_en, "every ", ", every day", func(text string) string {
		text = strings.ToLower(text[:1]) + text[1:]
		if rest, ok := strings.CutPrefix(text, "minutes "); ok {
			return "every minute from " + rest
		}
		return strings.Replace(text, "at 1 minutes past", "at 1 minute past", 1)
	})
}

// Chinese returns the same in Chinese: "每 5 分钟", "09:00，星期一至星期五".
func Chinese(expression string) string {
	return say(expression, words.Locale_zh_CN, "每 ", ", 每天", chinese)
}

// say puts an expression into the library's words, which idiom then makes those
// of the language. The library leaves out that a time of day is every day's.
func say(expression string, language words.LocaleType, every, daily string, idiom func(string) string) string {
	if duration := interval(expression); duration != "" {
		return every + duration
	}
	s, ok := read(expression)
	if !ok {
		return strconv.Quote(expression)
	}
	text := describe(s, language)
	if s.daily() {
		text += daily
	}
	return idiom(text)
}

func describe(s schedule, language words.LocaleType) string {
	text, err := descriptor().ToDescription(s.String(), language)
	if err != nil {
		// A schedule is written in the plainest form there is, which a test
		// holds the library to.
		return strconv.Quote(s.String())
	}
	return text
}

// descriptor is built once, when it is first asked for: it never changes.
var descriptor = sync.OnceValue(func() *words.ExpressionDescriptor {
	d, err := words.NewDescriptor(words.Use24HourTimeFormat(true), words.SetLocales(words.Locale_en, words.Locale_zh_CN))
	if err != nil {
		panic(err) // the library cannot read its own words
	}
	return d
})
