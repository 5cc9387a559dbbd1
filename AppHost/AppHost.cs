Console.WriteLine("OAuthDemo");
