stack "shop" {
  limits = "kubernetes"
}

workload "db" { # two characters: the documented limits ask for four
  kind = "Deployment"

  container "db" {
    image  = "postgres:17"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }
}
