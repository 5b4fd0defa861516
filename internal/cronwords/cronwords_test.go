package cronwords

import (
	"fmt"
	"strings"
	"testing"

	"github.com/robfig/cron/v3"
	"pgregory.net/rapid"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ expression, english, chinese string }{
		{"* * * * *", "every minute", "每分钟"},
		{"*/5 * * * *", "every 5 minutes", "每 5 分钟"},
		{"0 * * * *", "every hour", "每小时"},
		{"1 * * * *", "at 1 minute past the hour", "每小时的第 1 分钟"},
		{"1,2 * * * *", "at 1 and 2 minutes past the hour", "每小时的第 1、2 分钟"},
		{"5-10 * * * *", "every minute from 5 through 10 past the hour", "每小时的第 5 到 10 分钟"},
		{"0-5,30 * * * *", "at 0 through 5 and 30 minutes past the hour", "每小时的第 0 至 5、30 分钟"},
		{"*/45 * * * *", "at 0 and 45 minutes past the hour", "每小时的第 0、45 分钟"},
		{"5/15 * * * *", "at 5, 20, 35, and 50 minutes past the hour", "每小时的第 5、20、35、50 分钟"},
		{"0 0 * * *", "at 00:00, every day", "00:00，每天"},
		{"30 22 * * *", "at 22:30, every day", "22:30，每天"},
		{"0 */6 * * *", "at 00:00, 06:00, 12:00 and 18:00, every day", "00:00、06:00、12:00、18:00，每天"},
		{"30 */2 * * *", "at 30 minutes past the hour, every 2 hours", "每小时的第 30 分钟，每 2 小时"},
		{"0 9-17 * * 1-5", "every hour, between 09:00 and 17:59, Monday through Friday", "每小时，09:00 至 17:59，星期一至星期五"},
		{"*/15 9-17 * * *", "every 15 minutes, between 09:00 and 17:59, every day", "每 15 分钟，09:00 至 17:59，每天"},
		{"*/5 9 * * *", "every 5 minutes, between 09:00 and 09:59, every day", "每 5 分钟，09:00 至 09:59，每天"},
		{"0,1 9 * * *", "at 0 and 1 minutes past the hour, between 09:00 and 09:59, every day", "每小时的第 0、1 分钟，09:00 至 09:59，每天"},
		{"0-10 9 * * *", "every minute between 09:00 and 09:10, every day", "09:00 至 09:10 之间的每分钟，每天"},
		{"*/5 9,17 * * *", "every 5 minutes, at 09:00 through 09:59 and 17:00 through 17:59, every day", "每 5 分钟，09:00 至 09:59、17:00 至 17:59，每天"},
		{"0 9 * * MON-FRI", "at 09:00, Monday through Friday", "09:00，星期一至星期五"},
		{"0 9 * * mon,Wed", "at 09:00, only on Monday and Wednesday", "09:00，仅星期一、星期三"},
		{"0 0 * * 0", "at 00:00, only on Sunday", "00:00，仅星期日"},
		{"0 0 * * SUN", "at 00:00, only on Sunday", "00:00，仅星期日"},
		{"0 0 * * 0-6", "at 00:00, every day", "00:00，每天"},
		{"0 0 1,15 * *", "at 00:00, on day 1 and 15 of the month", "00:00，每月 1 号、15 号"},
		{"0 4 8-14 * ?", "at 04:00, between day 8 and 14 of the month", "04:00，每月 8 号至 14 号"},
		{"0 0 1,15 * 1-3", "at 00:00, on day 1 and 15 of the month, and on Monday, Tuesday, and Wednesday", "00:00，每月 1 号、15 号，以及星期一、星期二、星期三"},
		{"0 0 1 * 0-6", "at 00:00, every day", "00:00，每天"},
		{"0 0 1 */6 *", "at 00:00, on day 1 of the month, only in January and July", "00:00，每月 1 号，仅一月、七月"},
		{"0 0 * jan-MAR *", "at 00:00, January through March", "00:00，一月至三月"},
		{"@hourly", "every hour", "每小时"},
		{"@daily", "at 00:00, every day", "00:00，每天"},
		{"@midnight", "at 00:00, every day", "00:00，每天"},
		{"@weekly", "at 00:00, only on Sunday", "00:00，仅星期日"},
		{"@monthly", "at 00:00, on day 1 of the month", "00:00，每月 1 号"},
		{"@yearly", "at 00:00, on day 1 of the month, only in January", "00:00，每月 1 号，仅一月"},
		{"@annually", "at 00:00, on day 1 of the month, only in January", "00:00，每月 1 号，仅一月"},
		{"@every 90m", "every 1h30m", "每 1h30m"},
		{"@every 2h", "every 2h", "每 2h"},
		// Kubernetes' weeks end on the sixth day, and time zones have their own field.
		{"0 0 * * 7", `"0 0 * * 7"`, `"0 0 * * 7"`},
		{"TZ=UTC", `"TZ=UTC"`, `"TZ=UTC"`},
		{"TZ=UTC 0 0 * * *", `"TZ=UTC 0 0 * * *"`, `"TZ=UTC 0 0 * * *"`},
		{"* * * * * *", `"* * * * * *"`, `"* * * * * *"`},
		{", * * * *", `", * * * *"`, `", * * * *"`},
		{"", `""`, `""`},
	} {
		if got := English(c.expression); got != c.english {
			t.Errorf("English(%q) = %q, want %q", c.expression, got, c.english)
		}
		if got := Chinese(c.expression); got != c.chinese {
			t.Errorf("Chinese(%q) = %q, want %q", c.expression, got, c.chinese)
		}
	}
}

// Whatever Kubernetes takes is put into words, of the same schedule.
func TestEveryScheduleHasWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		expression := strings.Join([]string{part(0, 59).Draw(t, "minute"), part(0, 23).Draw(t, "hour"),
			part(1, 31).Draw(t, "day"), part(1, 12).Draw(t, "month"), part(0, 6).Draw(t, "weekday")}, " ")
		if _, err := cron.ParseStandard(expression); err != nil {
			t.Fatalf("%q: %v", expression, err)
		}
		for _, text := range []string{English(expression), Chinese(expression)} {
			if text == "" || strings.ContainsAny(text, `"%*?/[]`) || strings.Contains(text, "  ") {
				t.Errorf("%q is %q in words", expression, text)
			}
		}
		before, _ := read(expression)
		after, ok := read(before.String())
		if !ok || sets(before) != sets(after) {
			t.Errorf("%q became %q, which is another schedule", expression, before)
		}
	})
}

func sets(s schedule) string {
	var all []string
	for _, f := range []field{s.minute, s.hour, s.day, s.month, s.weekday} {
		all = append(all, f.listed())
	}
	return strings.Join(all, " ")
}

// part draws a field as people write it.
func part(low, high int) *rapid.Generator[string] {
	one := rapid.Custom(func(t *rapid.T) string {
		first := rapid.IntRange(low, high).Draw(t, "first")
		last := rapid.IntRange(first, high).Draw(t, "last")
		step := rapid.IntRange(1, high+2).Draw(t, "step")
		return rapid.SampledFrom([]string{
			"*", "?", fmt.Sprint(first), fmt.Sprintf("%d-%d", first, last),
			fmt.Sprintf("*/%d", step), fmt.Sprintf("%d/%d", first, step), fmt.Sprintf("%d-%d/%d", first, last, step),
		}).Draw(t, "form")
	})
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(one, 1, 4).Draw(t, "list"), ",")
	})
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"*/5 * * * *", "@every 1h", "TZ=", "CRON_TZ=", "TZ=UTC @daily", "@every", "@", "0 0 L * *", "0 0 * * 5#2", "? ? ? ? ?"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		if English(expression) == "" || Chinese(expression) == "" {
			t.Errorf("%q has no words", expression)
		}
	})
}
