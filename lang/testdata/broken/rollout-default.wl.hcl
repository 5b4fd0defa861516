stack "shop" {}

rollout {
  wave "all" { # error: The stack declares no clusters
    select = {}
  }
}
