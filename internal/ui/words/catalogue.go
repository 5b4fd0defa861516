package words

import "slices"

// catalogue is what every code says.
func catalogue() []row {
	return slices.Concat(planProblems(), serverProblems(), judgedProblems(), planEffects(), planMeanings(), planWarnings(), planUnasked(), reviewedProblems(), steps(), shownWarnings(),
		rolloutWaits(), rolloutFailures(), rolloutCauses(), failures(), endings(), notices(), leftovers(), unanswered(), kubeconfigs(), states(), files(), planFiles(), moving(), histories(), dayTwo(), repositories(), gates(), runWaits(), runClusters(), runNotices(), runProblems(), commandLines(), combinations(), arguments())
}
