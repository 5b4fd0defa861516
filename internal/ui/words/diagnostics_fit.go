package words

import (
	"strings"
	"unicode"
)

// edge stands around a phrase until it has been fitted into a sentence.
const edge = '\ue000'

func part(text string) string { return string(edge) + text + string(edge) }

// fitted is a sentence that phrases were put into: Chinese has no space between two
// of its characters, has one beside Latin ones, and one full stop at the end of a
// sentence.
func fitted(text string) string {
	var out []rune
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		if runes[i] != edge {
			out = append(out, runes[i])
			continue
		}
		before, after := last(out, 0), following(runes, i+1)
		switch {
		case before == ' ' && isChinese(last(out, 1)) && isChinese(after):
			out = out[:len(out)-1]
		case after == ' ' && isChinese(before) && isChinese(following(runes, i+2)):
			i++
		case unicode.Is(unicode.Han, before) && isLatin(after), isLatin(before) && unicode.Is(unicode.Han, after):
			out = append(out, ' ')
		}
	}
	return strings.NewReplacer("。。", "。", "？。", "？", ".。", "。", "。；", "；", "。）", "）", "须不能", "不能").Replace(string(out))
}

// last is a character from the end on; following is the next that is no edge.
func last(runes []rune, n int) rune {
	if len(runes) <= n {
		return 0
	}
	return runes[len(runes)-1-n]
}

func following(runes []rune, at int) rune {
	for ; at < len(runes); at++ {
		if runes[at] != edge {
			return runes[at]
		}
	}
	return 0
}

func isChinese(c rune) bool {
	return unicode.Is(unicode.Han, c) || strings.ContainsRune("，。；：、（）！？“”", c)
}

func isLatin(c rune) bool {
	return c < unicode.MaxASCII && (unicode.IsLetter(c) || unicode.IsDigit(c) || c == '"')
}
