package words

import "maps"

// phrases is the Chinese of what renderers write themselves, by its English.
func phrases() map[string]string {
	all := map[string]string{}
	for _, some := range phraseLists() {
		maps.Copy(all, some)
	}
	return all
}

// phraseLists are the phrases by where they are said. None is in two of them.
func phraseLists() []map[string]string {
	return []map[string]string{planPhrases(), meaningPhrases(), besidePhrases(), fieldPhrases(), driftPhrases(), markdownPhrases(), commandPhrases(), applyPhrases(), historyPhrases(), dayTwoPhrases(), manyPhrases(), runPhrases()}
}
