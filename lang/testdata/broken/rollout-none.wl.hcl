stack "shop" {}

cluster "a" {}

rollout {
  home = cluster.a # error: home has no effect, because the rollout has no waves

  window { # error: window has no effect, because the rollout has no waves
    deny     = "0 18 * * 5"
    duration = "62h"
  }

  notify "hook" { # error: notify "hook" has no effect
    url = "https://hooks.example.com"
  }
}
