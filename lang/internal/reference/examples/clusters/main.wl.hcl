cluster "prod-eu" {
  context = "prod-eu"
  labels  = { region = "eu" }
}

cluster "prod-us" {
  context = "prod-us"
  labels  = { region = "us" }
}

workload "web-shop" {
  kind     = "Deployment"
  replicas = target.labels.region == "eu" ? 4 : 2

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }
}

workload "only-eu" {
  kind     = "Deployment"
  clusters = [cluster.prod-eu]

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }
}
