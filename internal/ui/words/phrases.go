package words

import "maps"

// phrases is the Chinese of what renderers write themselves, by its English.
func phrases() map[string]string {
	all := map[string]string{}
	for _, some := range []map[string]string{planPhrases(), meaningPhrases(), fieldPhrases(), driftPhrases(), markdownPhrases(), commandPhrases(), applyPhrases()} {
		maps.Copy(all, some)
	}
	return all
}
